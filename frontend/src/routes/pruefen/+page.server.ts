import { fail, redirect } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { PERSONAL } from '#lib/platform/caching.ts';
import { formOf } from '#lib/platform/form.ts';
import { townAddress } from '#lib/portal/portal.ts';
import { CheckReceipt, TownOfNumber } from '#lib/register/register.graphql.ts';
import { OpenReceipt } from '#lib/statement/statement.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

const MAX_BYTES = 400_000;

export const load: PageServerLoad = ({ setHeaders }) => setHeaders(PERSONAL);

export const actions: Actions = {
  /** A number with its code: opens the receipt on the page of its town. */
  number: async ({ request, locals }) => {
    const form = await formOf(request);
    const [number, code] = [String(form.get('number') ?? ''), String(form.get('code') ?? '')];
    const { data: found } = await locals.backend.ask(TownOfNumber, { number });
    const town = found?.townOfNumber;
    const origin = locals.portal.origin;
    const home = town && origin ? townAddress(origin, town) : null;
    if (!home) return fail(404, { number, code, error: 'statement.not-found' });

    const { data, problem } = await locals.backend.ask(OpenReceipt, { number, code }, new URL(home).host);
    if (problem) return fail(statusOf(problem.code), { number, code, error: problem.code });
    const path = localizeHref(`/quittung/${data.receipt.number}/${data.receipt.code}`);
    // Browsers refuse to be led to another host by a form (CSP form-action): there a link leads on.
    if (!locals.portal.town || new URL(home).host !== locals.host) return { found: home + path };
    redirect(303, path);
  },
  /** A receipt as text or file: recomputed byte by byte, nothing is kept. */
  check: async ({ request, locals }) => {
    const form = await formOf(request);
    const file = form.get('file');
    const pasted = String(form.get('document') ?? '').trim();
    const document = file instanceof File && file.size > 0 ? await textOf(file) : pasted;
    if (!document || document.length > MAX_BYTES)
      return fail(422, { document: pasted, error: 'receipt.unreadable' });

    const { data, problem } = await locals.backend.ask(CheckReceipt, { document });
    if (problem) return fail(statusOf(problem.code), { document: pasted, error: problem.code });
    return { document: pasted, check: data.checkReceipt };
  },
};

const textOf = (file: File): Promise<string> | string => (file.size > MAX_BYTES ? '' : file.text());
