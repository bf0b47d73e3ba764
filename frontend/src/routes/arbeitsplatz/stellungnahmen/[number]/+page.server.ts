import { fail, redirect, type RequestEvent } from '@sveltejs/kit';

import { localizeHref } from '#lib/platform/address.ts';
import { statusOf, type Problem } from '#lib/platform/backend.ts';
import { formOf } from '#lib/platform/form.ts';
import { deskData } from '#lib/weighing/desk.ts';
import { AnswerStatement, CasePage, ReleaseStatement } from '#lib/weighing/weighing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
  await deskData(event, CasePage, { number: event.params.number });

/** The fields of one of the forms here, as they were typed. */
async function typedIn(event: RequestEvent): Promise<(name: string) => string> {
  const form = await formOf(event.request);
  return (name) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
}

/** What was typed goes back with what is wrong; `field` is the one that the form has for the text. */
function refused({ code, fields }: Problem, field: string, typed: Record<string, string>) {
  const { text, ...others } = fields;
  const errors = text ? { ...others, [field]: text } : others;
  return fail(Math.max(422, statusOf(code)), {
    typed,
    errors: Object.keys(errors).length ? errors : { [field]: code },
  });
}

const back = (number: string, done: string): never =>
  redirect(303, `${localizeHref(`/arbeitsplatz/stellungnahmen/${number}`)}?${done}`);

export const actions: Actions = {
  release: async (event) => {
    const field = await typedIn(event);
    const copy = { text: field('copy'), authorLabel: field('authorLabel') };
    const { number } = event.params as { number: string };
    const { problem } = await event.locals.backend.ask(ReleaseStatement, { number, copy });
    if (problem) return refused(problem, 'copy', { copy: copy.text, authorLabel: copy.authorLabel });
    back(number, 'freigegeben');
  },
  answer: async (event) => {
    const field = await typedIn(event);
    const answer = {
      outcome: field('outcome'),
      text: field('answer'),
      decidedOn: field('decidedOn'),
      body: field('body'),
    };
    const { number } = event.params as { number: string };
    const { problem } = await event.locals.backend.ask(AnswerStatement, { number, answer });
    if (problem) return refused(problem, 'answer', { ...answer, answer: answer.text });
    back(number, 'beantwortet');
  },
};
