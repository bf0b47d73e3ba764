import type { Action } from '@sveltejs/kit';

import { onTo, refused, typedIn } from '#lib/desk/form.ts';

import { AnswerStatement } from './weighing.graphql.ts';

/** Tells what became of the statement with the number in the address. */
export const answer: Action<{ number: string }> = async (event) => {
  const field = await typedIn(event);
  const draft = {
    outcome: field('outcome'),
    text: field('answer'),
    decidedOn: field('decidedOn'),
    body: field('body'),
  };
  const { number } = event.params;
  const { problem } = await event.locals.backend.ask(AnswerStatement, { number, answer: draft });
  if (problem) return refused(problem, { ...draft, answer: draft.text }, { text: 'answer' });
  onTo(`/stellungnahmen/${number}`, 'beantwortet');
};
