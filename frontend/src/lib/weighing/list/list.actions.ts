import { redirect, type Action, type RequestEvent } from '@sveltejs/kit';

import { refused } from '#lib/desk/form.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { formOf } from '#lib/platform/form.ts';

import { filterFrom, queryOf } from './filter.ts';
import { AssignCases, RemoveCaseView, SaveCaseView, UndoCaseAction } from '../case-list.graphql.ts';

/** Back to the same lines; `done` is what the page says above them. */
function back({ url }: RequestEvent, done: Record<string, string> = {}): never {
  const ab = url.searchParams.get('ab') ?? '';
  const query = queryOf(filterFrom(url.searchParams), { ab, ...done });
  redirect(303, `${localizeHref('/arbeitsplatz/stellungnahmen')}${query ? `?${query}` : ''}`);
}

const text = (form: FormData, name: string): string => String(form.get(name) ?? '');

/** What the fields of an assignment ask for. */
const assignmentIn = (form: FormData) => ({
  assignee: text(form, 'assignee') || null,
  dueOn: form.has('noDay') ? 'none' : text(form, 'dueOn') || null,
});

const assign: Action = async (event) => {
  const form = await formOf(event.request);
  const numbers = form.getAll('nummer').map(String);
  const assignment = assignmentIn(form);
  const { data, problem } = await event.locals.backend.ask(AssignCases, { numbers, assignment });
  if (problem) {
    const typed = { assignee: assignment.assignee ?? '', dueOn: text(form, 'dueOn'), chosen: numbers.join() };
    return refused(problem, typed, { numbers: 'nummern' });
  }
  back(event, { getan: data.assignCases.id });
};

const undo: Action = async (event) => {
  const id = text(await formOf(event.request), 'id');
  const { data, problem } = await event.locals.backend.ask(UndoCaseAction, { id });
  if (problem) return refused(problem, { id });
  back(event, { zurueck: String(data.undoCaseAction.count) });
};

const keep: Action = async (event) => {
  const name = text(await formOf(event.request), 'name').trim();
  const query = queryOf(filterFrom(event.url.searchParams)).replaceAll(/%(?=$)/g, '');
  const { problem } = await event.locals.backend.ask(SaveCaseView, { name, query });
  if (problem) return refused(problem, { name });
  back(event);
};

const forget: Action = async (event) => {
  const id = text(await formOf(event.request), 'id');
  const { problem } = await event.locals.backend.ask(RemoveCaseView, { id });
  if (problem) return refused(problem, { id });
  back(event);
};

/** What can be done at the list of statements. */
export const listActions = { assign, undo, keep, forget };

/** Gives the statement with the number in the address to somebody, at its own page. */
export const assignOne: Action<{ number: string }> = async (event) => {
  const form = await formOf(event.request);
  const { number } = event.params;
  const assignment = assignmentIn(form);
  const { problem } = await event.locals.backend.ask(AssignCases, { numbers: [number], assignment });
  if (problem) return refused(problem, { assignee: assignment.assignee ?? '', dueOn: text(form, 'dueOn') });
  redirect(303, `${localizeHref(`/arbeitsplatz/stellungnahmen/${number}`)}?zugewiesen`);
};
