import { localizeHref } from '#lib/platform/address.ts';
import type { Box } from '#lib/ui/geo-map.ts';

import { becameFrom } from './became.ts';
import { ORDERS, type Order } from './words.ts';

/** What of a dialogue is asked for: the list and the map go by the same. */
export interface Asked {
  /** Null for the order in which it is shown by default. */
  order: Order | null;
  /** Where the order by chance begins, from 0 to 1. */
  start: number | null;
  category: string | null;
  search: string | null;
  /** Answered, or what became of it. */
  became: string | null;
  /** The section of the map that is meant. */
  box: Box | null;
  after: string | null;
  view: 'list' | 'map' | null;
}

const VIEWS = { liste: 'list', karte: 'map' } as const;

/** Reads what is asked for from an address; what makes no sense there is left out. */
export function askedIn(url: URL): Asked {
  const given = (name: string, max: number) => url.searchParams.get(name)?.trim().slice(0, max) || null;
  const begin = Number.parseFloat(given('ab', 20) ?? '');
  return {
    order: ORDERS.find((order) => order === given('nach', 20)) ?? null,
    start: begin >= 0 && begin <= 1 ? begin : null,
    category: given('thema', 80),
    search: given('q', 200),
    became: becameFrom(given('wurde', 20)),
    box: boxFrom(given('ausschnitt', 100)),
    after: given('weiter', 100),
    view: VIEWS[given('ansicht', 10) as keyof typeof VIEWS] ?? null,
  };
}

/** West, south, east and north, with commas between. */
export function boxFrom(text: string | null): Box | null {
  const edges = (text ?? '').split(',').map(Number);
  const [west, south, east, north] = edges as Box;
  const isBox =
    edges.length === 4 &&
    west >= -180 &&
    west <= east &&
    east <= 180 &&
    south >= -90 &&
    south <= north &&
    north <= 90;
  return isBox ? [west, south, east, north] : null;
}

/** What is asked for, as fields of an address. */
export const fieldsOf = (asked: Asked): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      nach: asked.order,
      thema: asked.category,
      wurde: asked.became,
      q: asked.search,
      ausschnitt: asked.box?.join(','),
      ansicht: asked.view && (asked.view === 'map' ? 'karte' : 'liste'),
      ab: asked.start?.toString(),
      weiter: asked.after,
    }).filter((pair): pair is [string, string] => Boolean(pair[1])),
  );

/** The address of a dialogue with what is asked for; a later page is only asked for by who goes on. */
export function dialogueAddress(
  { procedure, dialogue }: { procedure: string; dialogue: string },
  asked: Partial<Asked> = {},
): string {
  const here = localizeHref(`/verfahren/${procedure}/dialog/${dialogue}`);
  const nothing: Asked = {
    order: null,
    start: null,
    category: null,
    search: null,
    became: null,
    box: null,
    after: null,
    view: null,
  };
  const query = new URLSearchParams(fieldsOf({ ...nothing, ...asked }));
  return query.size ? `${here}?${query}` : here;
}
