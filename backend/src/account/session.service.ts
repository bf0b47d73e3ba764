import { EntityManager, LockMode } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import type { JWTPayload } from 'jose';
import { randomUUID } from 'node:crypto';

import { clock } from '../platform/clock.js';
import { ANONYMOUS, current, type Actor } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { log } from '../platform/log.js';
import { Problem } from '../platform/problem.js';
import type { Credentials } from '../platform/visit.js';
import type { Assurance } from './account.entity.js';
import { AccountService, introductionFrom } from './account.service.js';
import { readCookie, SESSION_COOKIE } from './cookies.js';
import { IdentityProvider, type Tokens } from './identity-provider.js';
import { hashOf, seal, unseal } from './seal.js';
import { Session } from './session.entity.js';
import { TokenService } from './tokens.service.js';

/** While the issuer cannot be asked, a sign-in counts this much longer. */
const GRACE_MS = 15 * 60_000;
/** Keycloak's step-up levels: 2 is a second factor. */
export const STRONG = 2;

/** A role, and the procedure for which alone it counts. */
interface Held {
  role: string;
  scope: string | null;
}

interface Row {
  id: string;
  account_id: string;
  assurance: Assurance;
  acr: string | null;
  authenticated_at: Date;
  tokens_expire_at: Date;
  operator_since: Date | null;
  roles: Held[];
  speaks_for: string[];
}

/** Who the person behind a request is. */
@Injectable()
export class SessionService {
  private readonly refreshing = new Map<string, Promise<void>>();

  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly provider: IdentityProvider,
    private readonly tokens: TokenService,
    private readonly accounts: AccountService,
  ) {}

  /** The actor that cookie or bearer token show. Throws `token.unauthenticated` on a token that does not hold. */
  async actorFor(credentials: Credentials): Promise<Actor> {
    if (credentials.authorization) return this.bearerOf(credentials);
    const secret = readCookie(credentials.cookie, SESSION_COOKIE);
    if (!secret) return ANONYMOUS;

    const inTenant = <T>(work: () => Promise<T>) => this.asNobody(credentials, work);
    let row = await inTenant(() => this.find(secret, credentials.host));
    if (row && isDue(row)) {
      await this.refreshOnce(row.id, credentials);
      row = await inTenant(() => this.find(secret, credentials.host));
    }
    return row ? { ...actorOf(row), sessionId: row.id } : ANONYMOUS;
  }

  /** Ends the session of the current visit and gives back its ID token, for signing out at the issuer too. */
  async end(sessionId: string): Promise<string | null> {
    const session = await this.em.findOne(Session, sessionId);
    const tokens = unseal<Tokens>(purposeOf(sessionId), session?.tokens);
    session?.end(clock.now());
    return tokens?.idToken ?? null;
  }

  /** The issuer's address for signing out; null when it cannot be asked: then people are signed out here only. */
  async endAtIssuer(idToken: string, state: string): Promise<string | null> {
    if (!(await this.provider.isReachable())) return null;
    return this.provider.endSessionUrl(idToken, state).catch(() => null);
  }

  /** Ends the sessions that a logout token names; false when the token does not hold or comes again. */
  async hearSignOut(token: string): Promise<boolean> {
    const claims = await this.tokens.logoutToken(token);
    return claims !== null && this.database.transaction(() => this.endFor(claims));
  }

  private async endFor({ jti, sid, sub, iss }: JWTPayload): Promise<boolean> {
    const now = clock.now();
    const [session, subject] = [sid ?? null, sub ?? null];
    const isNew = await this.database.rows(
      'insert into sign_out (id, sid, subject, at) values (?, ?, ?, ?) on conflict do nothing returning id',
      [jti, session, subject, now],
    );
    if (!isNew.length) return false;
    await this.database.rows(
      `update session set ended_at = ?, tokens = null from account
       where account.id = session.account_id and session.ended_at is null and account.issuer = ?
         and (?::text is null or account.subject = ?) and (?::text is null or session.sid = ?) returning session.id`,
      [now, iss, subject, subject, session, session],
    );
    return true;
  }

  private async bearerOf(credentials: Credentials): Promise<Actor> {
    const [, token] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(credentials.authorization ?? '') ?? [];
    const claims = token ? await this.tokens.accessToken(token) : null;
    const actor = claims && (await this.asNobody(credentials, () => this.actorBehind(claims)));
    if (!actor) throw new Problem('token.unauthenticated');
    return actor;
  }

  private async actorBehind(claims: JWTPayload): Promise<Actor | null> {
    const { sid = null, auth_time: at, acr } = claims as JWTPayload & { sid?: string; auth_time?: number };
    if ((await this.database.rows('select 1 from sign_out where sid = ?', [sid])).length) return null;

    const introduction = introductionFrom(claims);
    const { id, operatorSince } = await this.accounts.meet(introduction);
    const roles = await this.database.rows<Held>(
      'select role, procedure_id as scope from membership where account_id = ? and ended_at is null',
      [id],
    );
    const spokenFor = await this.database.rows<{ id: string }>(
      'select institution_id as id from institution_member where account_id = ? and ended_at is null',
      [id],
    );
    return actorOf({
      account_id: id,
      assurance: introduction.assurance,
      acr: typeof acr === 'string' ? acr : null,
      authenticated_at: new Date(Number(at ?? 0) * 1000),
      operator_since: operatorSince ?? null,
      roles,
      speaks_for: spokenFor.map((one) => one.id),
    });
  }

  private async find(secret: string, host: string): Promise<Row | null> {
    const now = clock.now();
    const [row] = await this.database.rows<Row>(
      `select s.id, s.account_id, s.acr, s.authenticated_at, s.tokens_expire_at, a.operator_since,
         coalesce(s.assurance, 'none') as assurance,
         coalesce((select json_agg(json_build_object('role', m.role, 'scope', m.procedure_id))
           from membership m where m.account_id = a.id and m.ended_at is null), '[]') as roles,
         coalesce((select json_agg(i.institution_id)
           from institution_member i where i.account_id = a.id and i.ended_at is null), '[]') as speaks_for
       from session s join account a on a.id = s.account_id
       where s.secret_hash = ? and s.host = ? and s.ended_at is null and s.expires_at > ? and s.tokens_expire_at > ?`,
      [hashOf(secret), host, now, new Date(now.getTime() - GRACE_MS)],
    );
    // Rows of plain SQL carry times as text.
    return row
      ? {
          ...row,
          authenticated_at: new Date(row.authenticated_at),
          tokens_expire_at: new Date(row.tokens_expire_at),
        }
      : null;
  }

  /** Many requests of one browser ask the issuer once: here by one promise, between processes by the row's lock. */
  private async refreshOnce(id: string, credentials: Credentials): Promise<void> {
    const running = this.refreshing.get(id) ?? this.asNobody(credentials, () => this.refresh(id));
    this.refreshing.set(id, running);
    await running.finally(() => this.refreshing.delete(id));
  }

  private async refresh(id: string): Promise<void> {
    const session = await this.em.findOne(Session, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!session?.isOpen(clock.now()) || !isDue({ tokens_expire_at: session.tokensExpireAt })) return;

    const tokens = unseal<Tokens>(purposeOf(id), session.tokens);
    try {
      const fresh = tokens && (await this.provider.refresh(tokens));
      if (!fresh) return session.end(clock.now());
      session.tokens = seal(purposeOf(id), fresh.tokens);
      session.tokensExpireAt = new Date(clock.now().getTime() + fresh.expiresIn * 1000);
    } catch (error) {
      log.warn({ err: error }, 'the issuer could not be asked');
    }
  }

  /** A transaction before anybody is known, in the tenant of the request. */
  private asNobody<T>({ tenantId, host }: Credentials, work: () => Promise<T>): Promise<T> {
    const visit = { tenantId, tenantSlug: null, actor: ANONYMOUS, host, language: 'de', origin: '' };
    return current.run({ ...visit, traceId: randomUUID(), receivedAt: clock.now() }, () =>
      this.database.transaction(work),
    );
  }
}

/** What sealed tokens are for: those of one session open for no other. */
export const purposeOf = (sessionId: string): string => `session:${sessionId}`;

const isDue = ({ tokens_expire_at }: Pick<Row, 'tokens_expire_at'>) => tokens_expire_at <= clock.now();

/** Roles count only with a second factor; without one somebody is a citizen, whatever they may be elsewhere. */
function actorOf(row: Omit<Row, 'id' | 'tokens_expire_at'>): Actor {
  const isStrong = Number(row.acr) >= STRONG;
  return {
    accountId: row.account_id,
    ...rolesFrom(isStrong ? row.roles : []),
    ...(isStrong && row.operator_since && { roles: [...rolesFrom(row.roles).roles, 'land-operator'] }),
    speaksFor: row.speaks_for,
    assurance: row.assurance,
    sessionId: null,
    authenticatedAt: isStrong ? row.authenticated_at : null,
  };
}

function rolesFrom(held: Held[]): Pick<Actor, 'roles' | 'rolesIn'> {
  const of = (scope: string | null) => [
    ...new Set(held.filter((one) => one.scope === scope).map(({ role }) => role)),
  ];
  const scopes = [...new Set(held.flatMap(({ scope }) => scope ?? []))];
  return { roles: of(null), rolesIn: Object.fromEntries(scopes.map((scope) => [scope, of(scope)])) };
}
