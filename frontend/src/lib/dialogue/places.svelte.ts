import type { Box, Point, View } from '#lib/ui/geo-map.ts';

import { dialogueAddress, type Asked } from './asked.ts';

/** Contributions that lie together on the map, or one of them. */
export interface Spot {
  count: number;
  position: number[];
  box: number[];
  number: string | null;
  title: string | null;
}

/** The dialogue, by the addresses of its procedure and its own. */
type Where = { procedure: string; dialogue: string };

/** From here on nothing is told apart by looking closer. */
const CLOSEST = 18.5;

/** What lies in that part of the map which is in view, fetched anew whenever the map has come to rest. */
export class Places {
  spots: Spot[] = $state.raw([]);
  hasFailed = $state(false);
  view: View | null = null;
  private asking: AbortController | null = null;

  /** Asks what is there now; an answer that comes after a later question is not shown. */
  async look(
    view: View,
    where: Where,
    { category, became, search }: Pick<Asked, 'category' | 'became' | 'search'>,
  ): Promise<void> {
    this.view = view;
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const [path, query] = dialogueAddress(where, { category, became, search, box: view.box }).split('?');
    try {
      const answer = await fetch(`${path}/orte?${query}&zoom=${Math.round(view.zoom)}`, {
        signal: asking.signal,
      });
      this.hasFailed = !answer.ok;
      if (answer.ok) this.spots = (await answer.json()) as Spot[];
    } catch {
      if (!asking.signal.aborted) this.hasFailed = true;
    }
  }

  /** As the map draws them: a single contribution goes by its number, several by their cell. */
  points(labelOf: (spot: Spot) => string): Point[] {
    return this.spots.map((spot) => ({
      id: idOf(spot),
      position: spot.position as [number, number],
      label: labelOf(spot),
      count: spot.count,
    }));
  }

  find(id: string): Spot | undefined {
    return this.spots.find((spot) => idOf(spot) === id);
  }

  /** Whether looking closer takes several apart. */
  get isClosest(): boolean {
    return (this.view?.zoom ?? 0) >= CLOSEST;
  }
}

const idOf = ({ number, box }: Spot): string => number ?? box.join();

/** A box around a place, so large that its surroundings are seen: about 250 metres to each side. */
export const around = ([longitude, latitude]: number[]): Box => [
  Number((longitude! - 0.0036).toFixed(5)),
  Number((latitude! - 0.00225).toFixed(5)),
  Number((longitude! + 0.0036).toFixed(5)),
  Number((latitude! + 0.00225).toFixed(5)),
];
