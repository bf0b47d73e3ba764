import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import type { DialogueText } from './dialogues.ts';

/** The texts of the world lie beside this file; every date in them is relative to the day of the first start. */
const HERE = import.meta.dirname;

export type PhaseText = {
  kind: 'early' | 'display' | 'weighing' | 'decision' | 'archive';
  startsInDays: number;
  endsInDays: number | null;
  title?: string;
  lawProfile?: string;
  extended?: { formerEndsInDays: number; reason: string; inDays: number };
};

export type StatementText = {
  text: string;
  about: {
    text?: string;
    paragraph?: number;
    document?: string;
    page?: number;
    feature?: string;
    point?: [number, number];
  };
  author: {
    kind: 'person' | 'organisation';
    anonymous?: true;
    name?: string;
    organisation?: string;
    street?: string;
    postcode?: string;
    place?: string;
    mail?: string | null;
  };
  consent: boolean;
  day: number;
  time: string;
  channel: 'web' | 'mail' | 'letter' | 'minutes';
  release: { text?: string } | null;
  answer: { outcome: string; text: string } | null;
};

export type ProcedureText = {
  slug: string;
  title: string;
  kind: string;
  topic: string;
  teaser: string;
  summary: string;
  easy: string;
  anonymousAllowed: boolean;
  phases: PhaseText[];
  placeLabel: string;
  contact: Record<string, string>;
  otherWays: Record<string, string>;
  otherAccess: string;
  documents: { key: string; title: string; kind: string; source: string }[];
  texts: { key: string; title: string; versions: string[] }[];
  layers: { title: string; url: string; layers: string }[];
  log: { inDays: number; text: string }[];
  result: null | {
    inDays: number;
    body: string;
    headline: string;
    summary: string;
    changes: { text: string; paragraph: number; before: string; after: string; why: string }[];
  };
  folder: string;
  statements: StatementText[];
  dialogues: DialogueText[];
};

export type TownText = {
  slug: string;
  ags: string | null;
  name: string;
  fullName: string;
  colour: string;
  claim: string;
  contact: Record<string, string>;
  imprint: string;
  privacy: string;
  accessibility: string;
  pictureAlt: string;
  picture: string | null;
  procedures: ProcedureText[];
};

export type MunicipalityText = {
  ags: string;
  name: string;
  kind: string;
  postcodes: string[];
  centre: [number, number];
  /** GeoJSON. */
  outline: { coordinates: unknown };
};

const json = <T>(...path: string[]): T => JSON.parse(readFileSync(join(HERE, ...path), 'utf8')) as T;
const text = (...path: string[]): string => readFileSync(join(HERE, ...path), 'utf8');

/** The towns with everything that is laid out in them, in the order of their names. */
export function towns(): TownText[] {
  return globSync('towns/*/town.json', { cwd: HERE })
    .sort()
    .map((file) => {
      const folder = dirname(file);
      const picture = existsSync(join(HERE, folder, 'picture.svg')) ? text(folder, 'picture.svg') : null;
      return { ...json<TownText>(file), picture, procedures: proceduresIn(folder) };
    });
}

/** The Land's own portal. */
export const land = () => json<Omit<TownText, 'procedures' | 'picture'>>('land.json');

/** All municipalities of the Land with an inner point: the middle of the box of their outline. */
export function municipalities(): MunicipalityText[] {
  const { features } = json<{
    features: {
      properties: Omit<MunicipalityText, 'centre' | 'outline'>;
      geometry: MunicipalityText['outline'];
    }[];
  }>('municipalities.geojson');
  return features.map(({ properties, geometry }) => ({
    ...properties,
    centre: middleOf(geometry.coordinates),
    outline: geometry,
  }));
}

/** A file of a procedure's folder. */
export const source = (procedure: ProcedureText, name: string): string => text(procedure.folder, name);

export const hasSource = (procedure: ProcedureText, name: string): boolean =>
  existsSync(join(HERE, procedure.folder, name));

function proceduresIn(town: string): ProcedureText[] {
  return globSync(`${town}/*/procedure.json`, { cwd: HERE })
    .sort()
    .map((file) => {
      const folder = dirname(file);
      const hasStatements = existsSync(join(HERE, folder, 'statements.json'));
      const statements = hasStatements ? json<StatementText[]>(folder, 'statements.json') : [];
      const hasDialogues = existsSync(join(HERE, folder, 'dialogue.json'));
      const dialogues = hasDialogues ? json<DialogueText[]>(folder, 'dialogue.json') : [];
      return { ...json<ProcedureText>(file), slug: basename(folder), folder, statements, dialogues };
    });
}

function middleOf(coordinates: unknown): [number, number] {
  const positions: [number, number][] = [];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    if (typeof node[0] === 'number') positions.push([node[0], node[1] as number]);
    else node.forEach(visit);
  };
  visit(coordinates);
  const [west, east] = [Math.min(...positions.map(([x]) => x)), Math.max(...positions.map(([x]) => x))];
  const [south, north] = [Math.min(...positions.map(([, y]) => y)), Math.max(...positions.map(([, y]) => y))];
  return [(west + east) / 2, (south + north) / 2];
}
