import { cancel, copy, extend, interrupt, resume } from '#lib/procedure/setup/setup.actions.ts';

import type { Actions } from './$types';

export const actions: Actions = { cancel, copy, extend, interrupt, resume };
