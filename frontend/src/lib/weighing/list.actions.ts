import { fail, redirect, type Action } from '@sveltejs/kit';

import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { formOf } from '#lib/platform/form.ts';

import { HandOverCases, RemoveCaseView, SaveCaseView, UndoHandover } from './weighing.graphql.ts';

/** Back to the same list, with a word about what was done. */
const back = (query: string, done: string): never =>
  redirect(
    303,
    `${localizeHref('/arbeitsplatz/stellungnahmen')}?${new URLSearchParams([...new URLSearchParams(query), ...new URLSearchParams(done)])}`,
  );

/** Hands the chosen statements over, or sets the day by which they are to be done. */
export const handOver: Action = async (event) => {
  const form = await formOf(event.request);
  const field = (name: string) => String(form.get(name) ?? '');
  const numbers = form.getAll('nummer').map(String);
  const typed = { assignee: field('assignee'), dueOn: field('dueOn'), chosen: numbers.join(' ') };
  if (!numbers.length)
    return fail(422, { typed, errors: { assignee: 'list.none-chosen' } as Record<string, string> });
  const work = { numbers, assignee: typed.assignee || null, dueOn: typed.dueOn || null };
  const { data, problem } = await event.locals.backend.ask(HandOverCases, { work });
  if (problem) return refused(problem, typed, { text: 'assignee' });
  const { id, count } = data.handOverCases;
  back(field('query'), `uebergeben=${id}&zahl=${count}`);
};

/** The same for the one statement that is open. */
export const share: Action<{ number: string }> = async (event) => {
  const field = await typedIn(event);
  const { number } = event.params;
  const typed = { assignee: field('assignee'), dueOn: field('dueOn') };
  const work = { numbers: [number], assignee: typed.assignee || 'nobody', dueOn: typed.dueOn };
  const { problem } = await event.locals.backend.ask(HandOverCases, { work });
  if (problem) return refused(problem, typed, { text: 'assignee' });
  onTo(`/stellungnahmen/${number}`, 'bearbeitung');
};

export const undo: Action = async (event) => {
  const field = await typedIn(event);
  const { data, problem } = await event.locals.backend.ask(UndoHandover, { id: field('id') });
  if (problem) return refused(problem, {}, { text: 'assignee' });
  back(field('query'), `zurueck=${data.undoHandover}`);
};

export const keep: Action = async (event) => {
  const field = await typedIn(event);
  const view = { name: field('name'), query: field('query') };
  const { problem } = await event.locals.backend.ask(SaveCaseView, { view });
  if (problem) return refused(problem, view, { text: 'name' });
  back(view.query, 'ansicht=gespeichert');
};

export const forget: Action = async (event) => {
  const field = await typedIn(event);
  const { problem } = await event.locals.backend.ask(RemoveCaseView, { id: field('id') });
  if (problem) return refused(problem, {}, { text: 'name' });
  back(field('query'), 'ansicht=entfernt');
};
