import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

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

/** How a town works: what it has decided, and for the rest what counts everywhere. */
export const settingsOf = ({ settings }: Pick<Tenant, 'settings'>): Settings => ({ ...UNSAID, ...settings });
