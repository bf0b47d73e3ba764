import type { Action } from '@sveltejs/kit';

import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { formOf } from '#lib/platform/form.ts';

import { areasIn } from './areas.ts';
import { ProposeRelease, ReleaseStatement, RetractRelease, SendBackRelease } from './moderation.graphql.ts';

type Numbered = { number: string };
const pageOf = (number: string) => `/stellungnahmen/${number}/freigabe`;

/** Hands the copy of the statement with the number in the address on to whoever releases it. */
export const propose: Action<Numbered> = async (event) => {
  const form = await formOf(event.request);
  const field = (name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
  const files = form.getAll('file').map((id) => ({ uploadId: String(id), areas: areasIn(form, String(id)) }));
  const words = form.getAll('word').map(String);
  const copy = { source: field('source'), words, authorLabel: field('authorLabel'), files };
  const { number } = event.params;
  const { problem } = await event.locals.backend.ask(ProposeRelease, { number, copy });
  const { source, authorLabel } = copy;
  const chosen = { words: JSON.stringify(words), files: JSON.stringify(files) };
  if (problem) return refused(problem, { source, authorLabel, ...chosen });
  onTo(pageOf(number), 'vorgeschlagen');
};

/** Releases the proposed copy. */
export const release: Action<Numbered> = async (event) => {
  const { number } = event.params;
  const { problem } = await event.locals.backend.ask(ReleaseStatement, { number });
  if (problem) return refused(problem, { release: '' });
  onTo(pageOf(number), 'freigegeben');
};

/** Gives the copy back to its maker. */
export const sendBack: Action<Numbered> = async (event) => {
  const reason = (await typedIn(event))('sendBackReason');
  const { number } = event.params;
  const { problem } = await event.locals.backend.ask(SendBackRelease, { number, reason });
  if (problem) return refused(problem, { sendBackReason: reason }, { reason: 'sendBackReason' });
  onTo(pageOf(number), 'zurueckgegeben');
};

/** Takes the copy back from the public. */
export const retract: Action<Numbered> = async (event) => {
  const reason = (await typedIn(event))('retractReason');
  const { number } = event.params;
  const { problem } = await event.locals.backend.ask(RetractRelease, { number, reason });
  if (problem) return refused(problem, { retractReason: reason }, { reason: 'retractReason' });
  onTo(pageOf(number), 'zurueckgezogen');
};
