import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import { DIALOGUE_RULES } from './dialogue-rules.js';

/** Who can be asked, by name, telephone, mail and at the counter. */
export interface Contact {
  name: string;
  role: string;
  phone: string;
  mail: string;
  street?: string;
  postcode?: string;
  place?: string;
  hours?: string;
}

/** What a new procedure begins with, where the town has said so; a field that is missing is asked for each time. */
export interface Defaults {
  otherWays?: { post: string; inPerson: string; phoneForRecord: string };
  /** Where the documents lie on paper. */
  otherAccess?: string;
  contact?: Contact;
  /** The last sentence of every answer. */
  answerClosing?: string;
  /** What stands below every notice. */
  noticeFooter?: string;
}

/** How a town has decided to work; see `settingsOf` for what counts where it has not. */
export interface Settings {
  /** Whether one person redacts a copy and another one releases it, wherever the town has two who may. */
  releaseByTwo: boolean;
  /** Days in which an author may object before a copy is published; 0 does not ask. */
  objectionDays: number;
}

const UNSAID: Settings = { releaseByTwo: true, objectionDays: 0 };

export const TenantSchema = defineEntity({
  name: 'Tenant',
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    /** Three characters that begin every receipt number of this tenant. */
    code: p.string().length(3).unique(),
    /** The label of the host: zeitz.localhost, zeitz.mitsprache.example. */
    slug: p.string().length(63).unique(),
    /** Further host names of its own, in lower case without port. */
    hosts: p.array().$type<string[]>().default([]),
    /** The official municipality key; null for the Land itself. */
    ags: p.string().length(8).nullable(),
    name: p.string(),
    fullName: p.string(),
    claim: p.text(),
    colour: p.string().length(7),
    /** SVG of its own, shown as an image, never inlined. */
    picture: p.text().nullable(),
    pictureAlt: p.string().default(''),
    /** A picture that was uploaded, drawn anew as WebP: its key among the files. It takes the place of the SVG. */
    pictureKey: p.string().nullable(),
    contact: p.json().$type<Contact>(),
    imprint: p.text(),
    privacy: p.text(),
    accessibility: p.text(),
    /** The rules of its dialogues, Markdown; null where those of `dialogue-rules` count. */
    dialogueRules: p.text().nullable(),
    defaults: p
      .json()
      .$type<Defaults>()
      .defaultRaw(`'{}'`)
      .onCreate(() => ({})),
    settings: p
      .json()
      .$type<Partial<Settings>>()
      .defaultRaw(`'{}'`)
      .onCreate(() => ({})),
    /** The number of the last version of its settings. */
    version: p.integer().default(1),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
  rowLevelSecurity: 'force',
  policies: [
    { name: 'everybody_reads', command: 'select', using: 'true' },
    { name: 'created_by_the_operator', command: 'insert', check: 'id = (select sec.tenant())' },
    {
      name: 'own_tenant',
      command: 'update',
      using: 'id = (select sec.tenant())',
      check: 'id = (select sec.tenant())',
    },
  ],
});

/** A municipality or authority that runs its own portal (Mandant). */
export class Tenant extends TenantSchema.class {}
TenantSchema.setClass(Tenant);

/** The rules of a town's dialogues: its own, or those that come with the product. */
export const rulesOf = ({ dialogueRules }: { dialogueRules?: string | null }): string =>
  dialogueRules || DIALOGUE_RULES;

/** What is the same as the product's stays with the product, and changes with it: null. */
export const ownRules = (text: string): string | null => (text && text !== DIALOGUE_RULES ? text : null);

/** How a town works: what it has decided, and for the rest what counts everywhere. */
export const settingsOf = ({ settings }: Pick<Tenant, 'settings'>): Settings => ({ ...UNSAID, ...settings });

const ABOUT_US = ['Wie wir entscheiden', 'Wie Sie sich wehren können'];

/** The rules by name, as a decision names them: the headings of the second level, without those about us. */
export const rulesIn = (text: string): string[] =>
  [...text.matchAll(/^##\s+(.+?)\s*$/gm)].map(([, name]) => name!).filter((name) => !ABOUT_US.includes(name));
