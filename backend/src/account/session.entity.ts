import { defineEntity, p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import { Account, type Assurance } from './account.entity.js';

export const SessionSchema = defineEntity({
  name: 'Session',
  indexes: [{ properties: ['sid'] }],
  properties: {
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    account: () => p.manyToOne(Account),
    /** The one host that this session counts on, with its port. */
    host: p.string().length(260),
    /** SHA-256 (hex) of what the browser holds; null until the ticket is redeemed. */
    secretHash: p.string().length(64).unique().nullable(),
    /** The tokens of the issuer, sealed; null once the session has ended. */
    tokens: p.text().nullable(),
    /** When the issuer must be asked again whether this person is still signed in. */
    tokensExpireAt: p.datetime(),
    /** The issuer's name for its own session, as back-channel logout uses it. */
    sid: p.string().nullable(),
    acr: p.string().nullable(),
    /** How surely this sign-in says who the person is; another one of theirs may say it better or worse. */
    assurance: p.string().$type<Assurance>().nullable(),
    /** When the person last proved who they are. */
    authenticatedAt: p.datetime(),
    createdAt: p.datetime(),
    expiresAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
});

/** One browser that is signed in on one host. */
export class Session extends SessionSchema.class {
  isOpen(now: Date): boolean {
    return this.endedAt === null && this.expiresAt > now;
  }

  end(now: Date): void {
    this.endedAt ??= now;
    this.tokens = null;
  }
}
SessionSchema.setClass(Session);

export const TicketSchema = defineEntity({
  name: 'Ticket',
  properties: {
    /** SHA-256 (hex) of the ticket. */
    hash: p.string().length(64).primary(),
    session: () => p.manyToOne(Session),
    /** SHA-256 (hex) of what the browser held on that host when the sign-in began. */
    browserHash: p.string().length(64),
    path: p.text(),
    expiresAt: p.datetime(),
    usedAt: p.datetime().nullable(),
  },
});

/** Carries a sign-in from the main host to a town's host: once, within 30 seconds, in the same browser. */
export class Ticket extends TicketSchema.class {}
TicketSchema.setClass(Ticket);

export const SignOutSchema = defineEntity({
  name: 'SignOut',
  indexes: [{ properties: ['sid'] }],
  properties: {
    /** The `jti` of the logout token: the same one is not accepted twice. */
    id: p.string().length(255).primary(),
    sid: p.string().nullable(),
    subject: p.string().nullable(),
    at: p.datetime(),
  },
});

/** A sign-out that the issuer told us about; bearer tokens of that sign-in are refused from then on. */
export class SignOut extends SignOutSchema.class {}
SignOutSchema.setClass(SignOut);
