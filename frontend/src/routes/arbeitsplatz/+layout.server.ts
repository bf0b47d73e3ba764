import { deskData } from '#lib/desk/desk.ts';
import { DeskShell } from '#lib/desk/desk.graphql.ts';

import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { desk, me } = await deskData(event, DeskShell, {});
  return { desk, otherTowns: me?.towns.filter(({ isHere }) => !isHere) ?? [] };
};
