import { defineEntity, p } from '@mikro-orm/core';
import type { Point } from 'geojson';

import { tenantKey, tenantTable } from '../platform/tenant-table.js';
import type { KeptFile } from '../platform/upload.entity.js';

export const MAX_CONTRIBUTION = 10_000;
export const MAX_COMMENT = 4_000;

/** `waiting` is seen by its author and the moderators, `hidden` leaves its place in the thread. */
export type Standing = 'waiting' | 'shown' | 'hidden';

/** What people say in a dialogue: something of their own, or an answer to it. */
export type VoiceKind = 'contribution' | 'comment';

/** A copy of a file that everybody may see, under an id of its own. */
export interface ShownFile {
  id: string;
  /** The file that it was made from. */
  uploadId: string;
  name: string;
  type: string;
  size: number;
  key: string;
  /** A small WebP of a picture, for the page; null for what is none. */
  small: string | null;
}

/** What of a person stands beside what they wrote. */
const author = {
  /** Null where somebody wants no name there. */
  authorName: p.string().length(80).nullable(),
  /** Written for the town. */
  isOfficial: p.boolean().default(false),
  accountId: p.uuid().nullable(),
};

/** Whether it is shown, and who decided that last. */
const decided = {
  standing: p.string().$type<Standing>(),
  /** What everybody reads in the place of what is hidden, or beside what is redacted. */
  hiddenReason: p.text().nullable(),
  /** Shown instead of the original words; null where these are shown. */
  redactedText: p.text().nullable(),
  decidedAt: p.datetime().nullable(),
  decidedBy: p.uuid().nullable(),
};

export const ContributionSchema = defineEntity({
  name: 'Contribution',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'procedureId', 'receivedAt'], where: "standing = 'waiting'" },
    { properties: ['tenantId', 'accountId'] },
    { name: 'contribution_members', properties: ['tenantId', 'leadId'], where: 'lead_id is not null' },
  ],
  uniques: [
    { properties: ['tenantId', 'number'] },
    {
      name: 'contribution_leads',
      properties: ['tenantId', 'dialogueId', 'wordsHash'],
      where: 'lead_id is null and words_hash is not null',
    },
  ],
  properties: {
    /** The submission id, made by the browser when the draft began: the same one again is the same contribution. */
    ...tenantKey,
    procedureId: p.uuid(),
    dialogueId: p.uuid(),
    /** The spoken number of the receipt. */
    number: p.string().length(11),
    title: p.string().length(160),
    text: p.text(),
    category: p.string().length(80).nullable(),
    /** In WGS84. */
    place: p.json().$type<Point | null>().nullable(),
    /** As they were sent; what everybody may see are the copies. */
    files: p.json().$type<KeptFile[]>().default([]),
    /** Made by the worker once the files are scanned: only what can be shown safely. */
    copies: p.json().$type<ShownFile[]>().default([]),
    /** Whether the copies are shown with it; who redacts the words decides it anew. */
    showsFiles: p.boolean().default(true),
    ...author,
    ...decided,
    receivedAt: p.datetime(),
    /** SHA-256 (hex) of the canonical content, as the receipt and the register have it. */
    contentHash: p.string().length(64),
    /** Keyed hash of everything that was sent: tells a repetition from a conflict. */
    fingerprint: p.string().length(64),
    /** The signed receipt, compact JWS. */
    receipt: p.text(),
    /** Random, hex; opens the commitment in the register. */
    salt: p.string().length(64),
    registerEntryId: p.uuid(),
    /** Counted by a trigger on the ratings. */
    agree: p.integer().default(0),
    neutral: p.integer().default(0),
    disagree: p.integer().default(0),
    /** SHA-256 (hex) of what it says, without what people change when they pass a text on; null where it is not compared. */
    wordsHash: p.string().length(64).nullable(),
    /** The contribution that said the same before; decided about, shown and rated is that one. */
    leadId: p.uuid().nullable(),
    /** From 0 to 1, by chance: the order in which nobody wins by being early. */
    shuffle: p.double(),
  },
});

/** What somebody says in a dialogue (Beitrag). It is never deleted, only hidden. */
export class Contribution extends ContributionSchema.class {}
ContributionSchema.setClass(Contribution);

export const ContributionIdentitySchema = defineEntity({
  name: 'ContributionIdentity',
  ...tenantTable,
  properties: {
    ...tenantKey,
    /** Where the author is told what became of it. */
    email: p.string().length(254),
  },
});

/** What of its author is shown to nobody. */
export class ContributionIdentity extends ContributionIdentitySchema.class {}
ContributionIdentitySchema.setClass(ContributionIdentity);

export const CommentSchema = defineEntity({
  name: 'Comment',
  ...tenantTable,
  indexes: [
    { properties: ['tenantId', 'contributionId', 'writtenAt'] },
    { properties: ['tenantId', 'writtenAt'], where: "standing = 'waiting'" },
  ],
  uniques: [{ properties: ['tenantId', 'number'] }],
  properties: {
    ...tenantKey,
    contributionId: p.uuid(),
    /** The comment that is answered; that one answers none. */
    parentId: p.uuid().nullable(),
    text: p.text(),
    ...author,
    ...decided,
    writtenAt: p.datetime(),
    /** The spoken number of the receipt; what was written before comments had one has none of these. */
    number: p.string().length(11).nullable(),
    /** SHA-256 (hex) of the canonical content, as the receipt and the register have it. */
    contentHash: p.string().length(64).nullable(),
    /** Keyed hash of everything that was sent: tells a repetition from a conflict. */
    fingerprint: p.string().length(64).nullable(),
    /** The signed receipt, compact JWS. */
    receipt: p.text().nullable(),
    /** Random, hex; opens the commitment in the register. */
    salt: p.string().length(64).nullable(),
    registerEntryId: p.uuid().nullable(),
  },
});

/** What somebody answers to a contribution, or to a comment on it. */
export class Comment extends CommentSchema.class {}
CommentSchema.setClass(Comment);

export const CommentIdentitySchema = defineEntity({
  name: 'CommentIdentity',
  ...tenantTable,
  properties: {
    ...tenantKey,
    /** Where the author is told what became of it. */
    email: p.string().length(254),
  },
});

/** What of its author is shown to nobody. */
export class CommentIdentity extends CommentIdentitySchema.class {}
CommentIdentitySchema.setClass(CommentIdentity);

export const RATINGS = { agree: 1, neutral: 0, disagree: -1 } as const;

export const RatingSchema = defineEntity({
  name: 'Rating',
  ...tenantTable,
  properties: {
    tenantId: tenantKey.tenantId,
    contributionId: p.uuid().primary(),
    /** Keyed hash of the account or of the browser: the same person has one rating of a contribution. */
    voter: p.string().length(64).primary(),
    value: p.smallint(),
    ratedAt: p.datetime(),
  },
});

/** What one person thinks of a contribution: agrees (1), neither (0), disagrees (-1). */
export class Rating extends RatingSchema.class {}
RatingSchema.setClass(Rating);
