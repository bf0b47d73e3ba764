import type { Geometry } from 'geojson';

import type { KeptFile } from '../platform/upload.entity.js';

/** How a statement came to us. */
export const CHANNELS = ['web', 'mail', 'letter', 'minutes', 'dialogue'] as const;
export type Channel = (typeof CHANNELS)[number];

export const MAX_TEXT = 50_000;

/** What a statement speaks to; all empty means the plan as a whole. */
export interface About {
  paragraph?: { id: string; text: string; number: number; version: number };
  page?: { documentId: string; title: string; version: number; number: number };
  /** A point, line or area on the map in WGS84, with the name of the feature if one was chosen from the list. */
  geometry?: { shape: Geometry; name: string | null };
}

/**
 * Where a statement was said before it was taken over: by its number and by its entry in the register, which vouches for
 * the words there. Said once, it stands in the register once; this names it.
 */
export interface Origin {
  /** The spoken number of the receipt there. */
  number: string;
  /** SHA-256 (hex) of the entry with which it arrived. */
  entry: string;
  /** The last part of the dialogue's address. */
  dialogue: string;
  category: string | null;
  /** As they were when it was taken over. */
  ratings: { agree: number; neutral: number; disagree: number };
  /** UTC. */
  takenAt: string;
}

/** What the receipt and the register vouch for: everything said, nothing about who said it. */
export interface Content {
  v: 1;
  submission: string;
  procedure: string;
  text: string;
  about: About;
  files: { name: string; size: number; sha256: string }[];
  authorKind: 'person' | 'organisation';
  isAnonymous: boolean;
  mayPublish: boolean;
  channel: Channel;
  /** Only where it was taken over. */
  origin?: Origin;
}

/** The content of a statement in the order and words that are hashed. */
export function contentOf(
  statement: Omit<Content, 'v' | 'submission' | 'files' | 'origin'> & {
    id: string;
    files: KeptFile[];
    origin?: Origin | null;
  },
): Content {
  const { id, procedure, text, about, files, authorKind, isAnonymous, mayPublish, channel, origin } =
    statement;

  return {
    v: 1,
    submission: id,
    procedure,
    text,
    about,
    files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    authorKind,
    isAnonymous,
    mayPublish,
    channel,
    ...(origin && { origin }),
  };
}
