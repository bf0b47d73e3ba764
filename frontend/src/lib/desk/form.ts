import { fail, redirect, type RequestEvent } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';
import { statusOf, type Problem } from '#lib/platform/backend.ts';
import { formOf } from '#lib/platform/form.ts';

/** The fields of a form of the desk, as they were typed. */
export async function typedIn(event: Pick<RequestEvent, 'request'>): Promise<(name: string) => string> {
  const form = await formOf(event.request);
  return (name) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
}

/**
 * What was typed goes back with what is wrong, by the names of the form's fields. `names` says which field of the form
 * stands for which of the input; a problem without a field is shown at `names.text`, or at the first field.
 */
export function refused(
  { code, fields }: Problem,
  typed: Record<string, string>,
  names: Record<string, string> = {},
) {
  const errors = Object.fromEntries(
    Object.entries(fields).map(([name, wrong]) => [names[name] ?? name, wrong]),
  );
  const first = names.text ?? Object.keys(typed)[0] ?? 'form';
  return fail(Math.max(422, statusOf(code)), {
    typed,
    errors: Object.keys(errors).length ? errors : { [first]: code },
  });
}

/** Leads to a page of the desk after something was done; `done` is the word that the page answers to. */
export const onTo = (path: string, done: string): never =>
  redirect(303, `${localizeHref(`/arbeitsplatz${path}`)}?${done}`);
