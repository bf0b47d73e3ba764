import type { RequestEvent } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';

import { LogPage } from './log.graphql.ts';
import { FILTERS, type LogFilter } from './words.ts';

const SHAPES: Partial<Record<keyof LogFilter, RegExp>> = {
  who: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  from: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  to: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
};

type Event = Pick<RequestEvent, 'locals' | 'setHeaders' | 'url'>;

/** What a page of the log shows; `procedure` is null for the whole town. */
export async function logData(event: Event, procedure: string | null) {
  const asked = event.url.searchParams;
  const pairs = Object.entries(FILTERS).map(([inAddress, name]) => {
    const value = asked.get(inAddress)?.trim().slice(0, 80) || null;
    return [name, value && (SHAPES[name]?.test(value) ?? true) ? value : null];
  });
  const filter = Object.fromEntries(pairs) as LogFilter;
  const after = asked.get('ab')?.slice(0, 200) ?? null;
  const { log } = await deskData(event, LogPage, { procedure, ...filter, after });
  return { log, filter, procedureSlug: procedure };
}
