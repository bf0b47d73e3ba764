import { redirect, type Action } from '@sveltejs/kit';

import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { formOf } from '#lib/platform/form.ts';

import {
  DecideStatement,
  DropSection,
  MarkSection,
  SaveRecommendation,
  WeighingPage,
} from './weigh.graphql.ts';
import { insertable, joined } from './weigh.ts';

type OfNumber = Action<{ number: string }>;

const page = (number: string) => `/stellungnahmen/${number}/abwaegung`;

/** Saves a version; one that is ready leads on to what is open next. */
export const save: OfNumber = async (event) => {
  const field = await typedIn(event);
  const { number } = event.params;
  const isReady = field('ready') === '1';
  const typed = {
    ...{ outcome: field('outcome'), text: field('text'), summary: field('summary') },
    ...{ paragraphId: field('paragraphId'), sectionId: field('sectionId') },
  };
  const recommendation = {
    ...{ outcome: typed.outcome, text: typed.text, summary: typed.summary || null },
    ...{ paragraphId: typed.paragraphId || null, isReady, after: Number(field('after')) || 0 },
  };
  const sectionId = typed.sectionId || null;
  const { data, problem } = await event.locals.backend.ask(SaveRecommendation, {
    ...{ number, sectionId, recommendation },
  });
  if (problem) return refused(problem, typed, { text: 'text' });
  if (!isReady) onTo(page(number), sectionId ? `abschnitt=${sectionId}&gespeichert` : 'gespeichert');
  redirect(303, localizeHref(`/arbeitsplatz${page(data.saveRecommendation ?? number)}`));
};

/** Puts a text block at the end of the text, for who has no scripts. */
export const insert: OfNumber = async (event) => {
  const field = await typedIn(event);
  const { data, problem } = await event.locals.backend.ask(WeighingPage, { number: event.params.number });
  const words = data ? insertable(data.weighing).find(({ value }) => value === field('block'))?.text : '';
  const names = ['outcome', 'summary', 'paragraphId', 'sectionId'];
  const typed = {
    ...(Object.fromEntries(names.map((name) => [name, field(name)])) as Record<string, string>),
    text: joined(field('text'), words ?? ''),
  };
  return problem ? refused(problem, typed) : { typed, errors: {} as Record<string, string> };
};

/** Makes a section of words of the statement. */
export const mark: OfNumber = async (event) => {
  const field = await typedIn(event);
  const { number } = event.params;
  const quote = field('quote');
  const { data, problem } = await event.locals.backend.ask(MarkSection, { number, quote });
  if (problem) return refused(problem, { quote }, { text: 'quote' });
  onTo(page(number), `abschnitt=${data.markSection}&markiert`);
};

/** Takes the mark of a section back. */
export const drop: OfNumber = async (event) => {
  const field = await typedIn(event);
  const { number } = event.params;
  const { problem } = await event.locals.backend.ask(DropSection, { number, sectionId: field('sectionId') });
  if (problem) return refused(problem, {}, { text: 'quote' });
  onTo(page(number), 'aufgehoben');
};

/** Enters that the body decided otherwise than recommended. */
export const decide: OfNumber = async (event) => {
  const form = await formOf(event.request);
  const field = (name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
  const { number } = event.params;
  const parts = form.getAll('part').map((id, index) => ({
    ...{ sectionId: String(id), outcome: field(`outcome-${index}`), text: field(`decided-${index}`) },
  }));
  const decided = { decidedOn: field('decidedOn'), body: field('body') };
  const { problem } = await event.locals.backend.ask(DecideStatement, {
    number,
    decision: { ...decided, parts },
  });
  const texts = parts.flatMap(({ outcome, text }, index) => [
    [`outcome-${index}`, outcome],
    [`decided-${index}`, text],
  ]);
  if (problem)
    return refused(
      problem,
      { ...decided, ...Object.fromEntries(texts) },
      { parts: 'decided-0', text: 'body' },
    );
  onTo(page(number), 'beschlossen');
};
