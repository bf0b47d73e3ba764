import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

export const INSTITUTION_ROLES = ['coordinator', 'institution-clerk'] as const;
/** What somebody is in an institution: who invites and takes away, or who speaks for it only. */
export type InstitutionRole = (typeof INSTITUTION_ROLES)[number];

const id = () =>
  p
    .uuid()
    .primary()
    .onCreate(() => randomUUID());

export const InstitutionSchema = defineEntity({
  name: 'Institution',
  uniques: [{ properties: ['name'] }],
  properties: {
    id: id(),
    name: p.string().length(200),
    registeredAt: p.datetime(),
    registeredBy: p.uuid().nullable(),
  },
});

/** A body that is asked about plans in every town of the Land (Träger öffentlicher Belange, § 4 BauGB). */
export class Institution extends InstitutionSchema.class {}
InstitutionSchema.setClass(Institution);

export const InstitutionMemberSchema = defineEntity({
  name: 'InstitutionMember',
  indexes: [{ properties: ['accountId'] }, { properties: ['institution'] }],
  properties: {
    id: id(),
    institution: () => p.manyToOne(Institution),
    role: p.string().$type<InstitutionRole>(),
    /** In lower case; only who has confirmed this address may accept. */
    mail: p.string().length(254),
    invitedAt: p.datetime(),
    invitedBy: p.uuid().nullable(),
    expiresAt: p.datetime(),
    /** Null until the invitation is accepted. */
    accountId: p.uuid().nullable(),
    acceptedAt: p.datetime().nullable(),
    endedAt: p.datetime().nullable(),
    endedBy: p.uuid().nullable(),
  },
});

/** Who speaks for an institution, from the invitation to the end; rows are ended, never deleted, and so are its log. */
export class InstitutionMember extends InstitutionMemberSchema.class {
  isInvited(now: Date): boolean {
    return !this.acceptedAt && !this.endedAt && this.expiresAt > now;
  }

  isActive(): boolean {
    return this.acceptedAt !== null && this.endedAt === null;
  }

  accept(by: string, at: Date): void {
    this.accountId = by;
    this.acceptedAt = at;
  }

  end(by: string | null, at: Date): void {
    if (this.endedAt) return;
    this.endedAt = at;
    this.endedBy = by;
  }
}
InstitutionMemberSchema.setClass(InstitutionMember);
