import { redirect, type Action, type RequestEvent } from '@sveltejs/kit';

import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import { localizeHref } from '#lib/platform/address.ts';
import { formOf } from '#lib/platform/form.ts';

import {
  BeginProcedure,
  CancelPublication,
  ChangeProcedure,
  CopyProcedure,
  ExtendPeriod,
  InterruptPeriod,
  PublishProcedure,
  ResumePeriod,
} from '../setup.graphql.ts';
import { nextStep, TEXT_FIELDS } from './steps.ts';

type OfProcedure = { slug: string };
const to = (slug: string, rest = ''): never =>
  redirect(303, localizeHref(`/arbeitsplatz/verfahren/${slug}${rest}`));

/** Begins a procedure, and leads to its first question. */
export const begin: Action = async (event) => {
  const field = await typedIn(event);
  const start = { lawProfile: field('lawProfile'), kind: field('kind'), title: field('title') };
  const { data, problem } = await event.locals.backend.ask(BeginProcedure, { start });
  if (problem) return refused(problem, start, { text: 'title' });
  to(data.beginProcedure.slug, '/einrichten/adresse');
};

/** Begins a procedure with the words of the one in the address. */
export const copy: Action<OfProcedure> = async (event) => {
  const title = (await typedIn(event))('copyTitle');
  const { data, problem } = await event.locals.backend.ask(CopyProcedure, { slug: event.params.slug, title });
  if (problem) return refused(problem, { copyTitle: title }, { title: 'copyTitle' });
  to(data.copyProcedure.slug, '/einrichten/adresse');
};

/** Keeps what was typed on one page of the set-up, and leads to the next one. */
export const keep: Action<OfProcedure & { step: string }> = async (event) => {
  const form = await formOf(event.request);
  const typed = Object.fromEntries(
    TEXT_FIELDS.filter((name) => form.has(name)).map((name) => [
      name,
      String(form.get(name)).replaceAll('\r\n', '\n'),
    ]),
  );
  const isAsked = form.has('asksAnonymous');
  const change = { ...typed, ...(isAsked && { anonymousAllowed: form.has('anonymousAllowed') }) };
  const { slug, step } = event.params;
  const { data, problem } = await event.locals.backend.ask(ChangeProcedure, { slug, change });
  if (problem) return refused(problem, typed);
  const following = nextStep(step, String(form.get('lawProfile') ?? ''));
  to(data.changeProcedure.slug, form.get('do') === 'later' ? '' : `/einrichten/${following}`);
};

/** Makes the procedure public, now or at the time that was given in Berlin. */
export const publish: Action<OfProcedure> = async (event) => {
  const field = await typedIn(event);
  const typed = { when: field('when'), day: field('day'), time: field('time'), reason: field('reason') };
  const at = typed.when === 'later' ? instantOf(typed.day, typed.time) : null;
  if (typed.when === 'later' && !at)
    return refused({ code: 'input.invalid', fields: { at: 'day.malformed' } }, typed, { at: 'day' });
  const { slug } = event.params;
  const wish = { at, reason: typed.reason };
  const { problem } = await event.locals.backend.ask(PublishProcedure, { slug, wish });
  if (problem?.code === 'procedure.not-ready')
    return refused({ ...problem, fields: {} }, typed, { text: 'reason' });
  if (problem) return refused(problem, typed, { at: 'day', text: 'when' });
  onTo(`/verfahren/${slug}`, at ? 'geplant' : 'veroeffentlicht');
};

export const cancel: Action<OfProcedure> = async (event) => {
  const { slug } = event.params;
  const { problem } = await event.locals.backend.ask(CancelPublication, { slug });
  if (problem) return refused(problem, { cancel: '' });
  onTo(`/verfahren/${slug}`, 'zurueckgenommen');
};

/** Lets the period end later, or an interrupted one begin anew. */
const later = (document: typeof ExtendPeriod | typeof ResumePeriod, done: string): Action<OfProcedure> =>
  async function (event: RequestEvent<OfProcedure>) {
    const field = await typedIn(event);
    const change = { lastDay: field('newLastDay'), reason: field('newReason') };
    const { slug } = event.params;
    const { problem } = await event.locals.backend.ask(document as typeof ExtendPeriod, { slug, change });
    const typed = { newLastDay: change.lastDay, newReason: change.reason };
    if (problem) return refused(problem, typed, { lastDay: 'newLastDay', reason: 'newReason' });
    onTo(`/verfahren/${slug}`, done);
  };
export const extend = later(ExtendPeriod, 'verlaengert');
export const resume = later(ResumePeriod, 'fortgesetzt');

export const interrupt: Action<OfProcedure> = async (event) => {
  const text = (await typedIn(event))('stopReason');
  const { slug } = event.params;
  const { problem } = await event.locals.backend.ask(InterruptPeriod, { slug, reason: { text } });
  if (problem) return refused(problem, { stopReason: text }, { text: 'stopReason' });
  onTo(`/verfahren/${slug}`, 'unterbrochen');
};

/** A local day and time in Berlin as an instant, ISO 8601 in UTC; null where they name none. */
function instantOf(day: string, time: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const asUtc = new Date(`${day}T${time}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return null;
  const shown = new Date(
    `${asUtc.toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).replace(' ', 'T')}Z`,
  );
  return new Date(asUtc.getTime() - (shown.getTime() - asUtc.getTime())).toISOString();
}
