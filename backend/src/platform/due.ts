/** Something that waits for the staff. */
export interface Due {
  /** `noun.verb`, also the message key: `statement.to-release`. */
  kind: string;
  count: number;
  /** The instant (UTC) at which it is too late; null where no law says when. */
  dueAt: Date | null;
  /** The part of the tenant that it is about, by its address and its name. */
  scope: { slug: string; title: string } | null;
}

type Source = () => Promise<Due[]>;

const sources = new Map<string, Source>();

/** Registers what a feature knows to be waiting for the current actor in the current tenant; it asks its own policy. */
export function whatIsDue(name: string, source: Source): void {
  sources.set(name, source);
}

/** All that waits for the current actor: what has a last instant first, soonest first, then the rest by number. */
export async function allDue(): Promise<Due[]> {
  const all: Due[] = [];
  for (const source of sources.values()) all.push(...(await source()));
  return all.sort((a, b) => at(a) - at(b) || b.count - a.count);
}

const at = ({ dueAt }: Due): number => dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
