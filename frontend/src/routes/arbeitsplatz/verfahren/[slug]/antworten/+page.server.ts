import { redirect } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { refused } from '#lib/desk/form.ts';
import {
  AnswerContributions,
  AnsweringPage,
  AnswersGiven,
  UndoAnswer,
} from '#lib/dialogue/answering/answering.graphql.ts';
import { asked, filterFrom, queryOf } from '#lib/dialogue/answering/filter.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { formOf } from '#lib/platform/form.ts';
import { TextBlocks } from '#lib/weighing/weigh.graphql.ts';

import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug: procedure } = event.params;
  const filter = filterFrom(event.url);
  const { contributionsToAnswer: list } = await deskData(event, AnsweringPage, {
    procedure,
    filter: asked(filter),
  });
  const { backend } = event.locals;
  // Not everybody who answers keeps text blocks.
  const { data } = await backend.ask(TextBlocks, {});
  const number = event.url.searchParams.get('antworten')?.slice(0, 20) ?? null;
  const given = number ? (await backend.ask(AnswersGiven, { procedure, number })).data : null;
  return {
    ...{ filter, list, blocks: data?.textBlocks ?? [], id: crypto.randomUUID() },
    given: given && number ? { number, answers: given.answersGiven } : null,
  };
};

const here = ({ params, url }: RequestEvent, more: Record<string, string>): string => {
  const query = new URLSearchParams(queryOf(filterFrom(url)));
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `${localizeHref(`/arbeitsplatz/verfahren/${params.slug}/antworten`)}?${query}`;
};

async function typedIn(event: RequestEvent): Promise<Record<string, string>> {
  const form = await formOf(event.request);
  const field = (name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
  const names = ['id', 'becomes', 'text', 'office', 'block', 'alle'];
  return {
    ...Object.fromEntries(names.map((name) => [name, field(name)])),
    chosen: form.getAll('nummer').map(String).join(','),
  };
}

export const actions: Actions = {
  answer: async (event) => {
    const { procedure, filter } = { procedure: event.params.slug, filter: asked(filterFrom(event.url)) };
    const typed = await typedIn(event);
    const isAll = typed.alle === 'on';
    const answer = {
      ...{ id: typed.id!, becomes: typed.becomes!, text: typed.text!, office: typed.office! },
      numbers: isAll ? [] : typed.chosen!.split(',').filter(Boolean),
      all: isAll ? { ...filter, after: null } : null,
    };
    const { data, problem } = await event.locals.backend.ask(AnswerContributions, { procedure, answer });
    if (problem) return refused(problem, typed, { numbers: 'nummern', text: 'text', ...(problem.code.startsWith('town-answer.') && { text: 'nummern' }) }); // prettier-ignore
    redirect(303, here(event, { beantwortet: String(data.answerContributions) }));
  },
  /** Without scripts: the words of a text block come at the end of what was typed. */
  insert: async (event) => {
    const typed = await typedIn(event);
    const { data } = await event.locals.backend.ask(TextBlocks, {});
    const words = data?.textBlocks.find(({ id }) => id === typed.block)?.text ?? '';
    return {
      typed: { ...typed, text: [typed.text?.trimEnd(), words].filter(Boolean).join('\n\n') },
      errors: {},
    };
  },
  undo: async (event) => {
    const { id } = await typedIn(event);
    const { problem } = await event.locals.backend.ask(UndoAnswer, { id: id! });
    if (problem) return refused(problem, {}, { text: 'nummern' });
    redirect(303, here(event, { zurueckgenommen: '1' }));
  },
};
