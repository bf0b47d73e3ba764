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
    contact: p.json().$type<Contact>(),
    imprint: p.text(),
    privacy: p.text(),
    accessibility: p.text(),
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
