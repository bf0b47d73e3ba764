import { EntityManager } from '@mikro-orm/core';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';

import { clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Problem } from '../platform/problem.js';
import { AccountService, introductionFrom } from './account.service.js';
import { IdentityProvider, type FlowSecrets, type SignedIn, type Wish } from './identity-provider.js';
import { hashOf, newSecret, seal, unseal } from './seal.js';
import { Session, Ticket } from './session.entity.js';
import { purposeOf, STRONG } from './session.service.js';

const TICKET_MS = 30_000;
const SESSION_MS = 10 * 3_600_000;
const FLOW_MS = 10 * 60_000;
const FLOW = 'sign-in-flow';

/** Where a sign-in began: on which host, for which path, in which browser. */
export interface Start {
  host: string;
  path: string;
  /** SHA-256 (hex) of the cookie that the browser holds on that host. */
  browserHash: string;
  /** The broker that the person chose: the directory of their town. */
  broker: string | null;
}

interface Flow extends Start, FlowSecrets {
  wish: Wish;
  startedAt: number;
}

/** From "please sign in" on a town's host, over the main host and the issuer, back to a session on that host. */
@Injectable()
export class SignInService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
    private readonly provider: IdentityProvider,
    private readonly accounts: AccountService,
  ) {}

  /**
   * The issuer's address for a sign-in, and what the main host's cookie keeps meanwhile; null while the issuer does not
   * answer.
   */
  async begin(start: Start, wish: Wish): Promise<{ address: string; flow: string } | null> {
    if (!(await this.provider.isReachable())) return null;
    const secrets = this.provider.newFlow();
    const flow: Flow = { ...start, ...secrets, wish, startedAt: clock.now().getTime() };
    return {
      address: await this.provider.authorizationUrl(secrets, wish, start.broker),
      flow: seal(FLOW, flow),
    };
  }

  /** Where a running sign-in leads; null when there is none in this browser. */
  flowOf(cookie: string | undefined): Flow | null {
    const flow = unseal<Flow>(FLOW, cookie);
    return flow && clock.now().getTime() - flow.startedAt <= FLOW_MS ? flow : null;
  }

  /** Takes the issuer's answer and gives the ticket for the host where it began. Throws `sign-in.unauthenticated`. */
  async complete(query: string, flow: Flow): Promise<string> {
    const signedIn = await this.provider.exchange(query, flow).catch(() => {
      throw new Problem('sign-in.unauthenticated');
    });
    if (flow.wish === 'step-up' && !isJustNow(signedIn, flow)) throw new Problem('sign-in.unauthenticated');

    return this.database.transaction(async () => {
      const ticket = newSecret();
      const session = await this.prepare(signedIn, flow.host);
      this.em.persist(
        this.em.create(Ticket, {
          hash: hashOf(ticket),
          session,
          browserHash: flow.browserHash,
          path: flow.path,
          expiresAt: later(TICKET_MS),
          usedAt: null,
        }),
      );
      return ticket;
    });
  }

  /**
   * Turns a ticket into the secret of a session, once, on its host and in its browser; the session that the browser
   * had before ends. Throws `sign-in.unauthenticated`.
   */
  async redeem(
    ticket: string,
    { host, browserHash, former }: { host: string; browserHash: string; former: string | null },
  ) {
    const [row] = await this.database.rows<{ session_id: string; path: string }>(
      `update ticket set used_at = ? from session
       where ticket.hash = ? and ticket.used_at is null and ticket.expires_at > ? and ticket.browser_hash = ?
         and session.id = ticket.session_id and session.host = ? and session.ended_at is null
       returning ticket.session_id, ticket.path`,
      [clock.now(), hashOf(ticket), clock.now(), browserHash, host],
    );
    if (!row) throw new Problem('sign-in.unauthenticated');

    const secret = newSecret();
    const session = await this.em.findOneOrFail(Session, row.session_id);
    session.secretHash = hashOf(secret);
    if (former) (await this.em.findOne(Session, former))?.end(clock.now());
    return { secret, path: row.path, lacksFactor: await this.lacksFactor(session) };
  }

  /** Whoever works here, or for the Land, proves it with two factors. */
  private async lacksFactor({ account, acr }: Session): Promise<boolean> {
    if (Number(acr) >= STRONG) return false;
    const roles = await this.database.rows(
      `select 1 from membership where account_id = ? and ended_at is null
       union all select 1 from account where id = ? and operator_since is not null`,
      [account.id, account.id],
    );
    return roles.length > 0;
  }

  private async prepare({ claims, tokens, expiresIn }: SignedIn, host: string): Promise<Session> {
    const introduction = introductionFrom(claims);
    const account = await this.accounts.meet(introduction);
    account.signedInAt = clock.now();
    const id = randomUUID();
    const { sid, acr, auth_time: at } = claims as { sid?: string; acr?: string; auth_time?: number };
    return this.em.create(Session, {
      id,
      account,
      host,
      secretHash: null,
      tokens: seal(purposeOf(id), tokens),
      tokensExpireAt: later(expiresIn * 1000),
      sid: sid ?? null,
      acr: acr ?? null,
      assurance: introduction.assurance,
      authenticatedAt: at ? new Date(at * 1000) : clock.now(),
      createdAt: clock.now(),
      expiresAt: later(SESSION_MS),
      endedAt: null,
    });
  }
}

/** A step-up counts only when the person proved it after we asked, whatever the issuer let pass. */
function isJustNow({ claims }: SignedIn, { startedAt }: Flow): boolean {
  return Number(claims['auth_time'] ?? 0) * 1000 >= startedAt - 5_000;
}

const later = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
