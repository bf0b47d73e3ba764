import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { current } from '../platform/current.js';
import { Database } from '../platform/database.js';
import { Limits } from '../platform/limits.js';
import { notFound, Problem } from '../platform/problem.js';
import { Addresses, safePath } from './addresses.service.js';
import {
  brokenOff,
  choice,
  leaving,
  PAGE_HEADERS,
  signOutQuestion,
  unavailable,
  welcome,
} from './auth.page.js';
import { BROWSER_COOKIE, FLOW_COOKIE, readCookie, SESSION_COOKIE, setCookie } from './cookies.js';
import { ISSUER, WISHES, type Wish } from './identity-provider.js';
import { hashOf, newSecret } from './seal.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';

const MINUTES_10 = 600;
const HASH = /^[0-9a-f]{64}$/;
const TICKET = /^[\w-]{43}$/;
const DESK = /^(\/en)?\/arbeitsplatz(\/|\?|$)/;

interface AskQuery {
  to?: unknown;
  /** How, where a town has a directory of its own: `directory` or `password`. */
  via?: unknown;
}

/** Signing in: asked for on any of our hosts, done on the main host, finished where it was asked for. */
@Controller('auth')
export class AuthController {
  constructor(
    private readonly addresses: Addresses,
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly database: Database,
    private readonly limits: Limits,
  ) {}

  @Get('login')
  login(@Query() query: AskQuery, @Res() reply: FastifyReply) {
    return this.ask('login', query, reply);
  }

  @Get('register')
  register(@Query() query: AskQuery, @Res() reply: FastifyReply) {
    return this.ask('register', query, reply);
  }

  @Get('step-up')
  stepUp(@Query() query: AskQuery, @Res() reply: FastifyReply) {
    return this.ask('step-up', query, reply);
  }

  /** For staff that signed in with one factor: Keycloak asks for the other one only. */
  @Get('second-factor')
  secondFactor(@Query() query: AskQuery, @Res() reply: FastifyReply) {
    return this.ask('second-factor', query, reply);
  }

  /** The issuer's own page where people change their data. */
  @Get('account')
  account(@Res() reply: FastifyReply) {
    return send(reply, `${ISSUER}/account`);
  }

  /** On the main host: off to the issuer. */
  @Get('begin')
  async begin(@Query() query: Record<string, unknown>, @Res() reply: FastifyReply) {
    this.onlyOnMainHost();
    this.limits.count('login', current.visit.origin);
    const { for: host, to, browser, as, via } = query;
    const wish = WISHES.find((known) => known === as);
    if (typeof host !== 'string' || typeof browser !== 'string' || !HASH.test(browser) || !wish)
      throw notFound('sign-in');
    if (!(await this.addresses.isOurs(host))) throw notFound('sign-in');

    const { alias: broker = null } = (via === 'directory' && (await this.addresses.directoryOn(host))) || {};
    const path = safePath(to);
    const start = { host, path, browserHash: browser, broker };
    const begun = await this.signIns.begin(start, wish);
    if (!begun) {
      void reply.status(503).header('retry-after', '60');
      return show(reply, unavailable(this.addresses.on(host, start.path)));
    }
    return send(reply, begun.address, [
      setCookie({ name: FLOW_COOKIE, value: begun.flow, sameSite: 'Lax', maxAge: MINUTES_10 }),
    ]);
  }

  /** On the main host: back from the issuer. */
  @Get('callback')
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    this.onlyOnMainHost();
    const flow = this.signIns.flowOf(readCookie(request.headers.cookie, FLOW_COOKIE));
    void reply.header('set-cookie', setCookie({ name: FLOW_COOKIE, value: '', sameSite: 'Lax', maxAge: 0 }));
    if (!flow) return showBrokenOff(reply, null);

    const query = request.url.split('?')[1] ?? '';
    const { host, path, state } = flow;
    const isCancelled = new URLSearchParams(query).get('error') === 'access_denied';
    if (isCancelled && new URLSearchParams(query).get('state') === state)
      return send(reply, this.addresses.on(host, path));
    try {
      const ticket = await this.signIns.complete(query, flow);
      // Asked once only: a brokered sign-in may end with one factor whatever was asked for.
      const isAsked = flow.wish === 'second-factor' || flow.wish === 'step-up' || flow.broker;
      const asked = isAsked ? '&asked=1' : '';
      return send(reply, this.addresses.on(host, `/auth/ticket?ticket=${ticket}${asked}`));
    } catch (error) {
      if (error instanceof Problem) return showBrokenOff(reply, null);
      throw error;
    }
  }

  /** On the host where it was asked for: the session begins. */
  @Get('ticket')
  async ticket(
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { ticket, asked } = query;
    const { host, actor } = current.visit;
    const browser = readCookie(request.headers.cookie, BROWSER_COOKIE);
    if (typeof ticket !== 'string' || !TICKET.test(ticket) || !browser) return showBrokenOff(reply, host);
    try {
      const proof = { host, browserHash: hashOf(browser), former: actor.sessionId };
      const { secret, path, lacksFactor } = await this.database.transaction(() =>
        this.signIns.redeem(ticket, proof),
      );
      const onward = lacksFactor && !asked ? `/auth/second-factor?to=${encodeURIComponent(path)}` : path;
      const cookies = [
        setCookie({ name: SESSION_COOKIE, value: secret, sameSite: 'Strict' }),
        setCookie({ name: BROWSER_COOKIE, value: '', sameSite: 'Lax', maxAge: 0 }),
      ];
      return await show(reply.header('set-cookie', cookies), welcome(onward));
    } catch (error) {
      if (error instanceof Problem) return showBrokenOff(reply, host);
      throw error;
    }
  }

  @Get('logout')
  question(@Query('to') to: unknown, @Res() reply: FastifyReply) {
    return show(reply, signOutQuestion(safePath(to)));
  }

  /** Signs out here and at the issuer, and leads back through the main host. */
  @Post('logout')
  async logout(@Body('to') to: string | undefined, @Res() reply: FastifyReply) {
    const { host, actor } = current.visit;
    const path = safePath(to);
    const cookies = [setCookie({ name: SESSION_COOKIE, value: '', sameSite: 'Strict', maxAge: 0 })];
    if (!actor.sessionId) return send(reply, path, cookies);

    const idToken = await this.database.transaction(() => this.sessions.end(actor.sessionId!));
    const address = idToken && (await this.sessions.endAtIssuer(idToken, host + path));
    return address ? show(reply.header('set-cookie', cookies), leaving(address)) : send(reply, path, cookies);
  }

  /** On the main host: back from signing out at the issuer; `state` is host and path. */
  @Get('logged-out')
  async loggedOut(@Query('state') state: unknown, @Res() reply: FastifyReply) {
    const [, host = '', path] = /^([^/]+)(\/.*)$/.exec(typeof state === 'string' ? state : '') ?? [];
    const isOurs = await this.addresses.isOurs(host);
    return send(reply, isOurs ? this.addresses.on(host, path ?? '/') : this.addresses.onMain('/'));
  }

  /** The issuer says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0). */
  @Post('backchannel-logout')
  async backchannelLogout(@Body('logout_token') token: unknown, @Res() reply: FastifyReply) {
    void reply.header('cache-control', 'no-store');
    const isHeard = typeof token === 'string' && (await this.sessions.hearSignOut(token));
    return reply.status(isHeard ? 200 : 400).send(isHeard ? {} : { error: 'invalid_request' });
  }

  private async ask(wish: Wish, { to, via }: AskQuery, reply: FastifyReply) {
    const { host } = current.visit;
    if (!(await this.addresses.isOurs(host))) throw notFound('sign-in');
    const path = safePath(to);
    const directory = DESK.test(path) && !via ? await this.addresses.directoryOn(host) : null;
    if (directory && (wish === 'login' || wish === 'step-up'))
      return show(reply, choice(wish, directory.name, path));

    const browser = newSecret();
    const address = this.addresses.onMain('/auth/begin', {
      for: host,
      to: path,
      browser: hashOf(browser),
      as: wish,
      ...(via === 'directory' && { via }),
    });
    return send(reply, address, [
      setCookie({ name: BROWSER_COOKIE, value: browser, sameSite: 'Lax', maxAge: MINUTES_10 }),
    ]);
  }

  private onlyOnMainHost(): void {
    if (current.visit.host !== this.addresses.mainHost) throw notFound('sign-in');
  }
}

function send(reply: FastifyReply, address: string, cookies: string[] = []) {
  if (cookies.length) void reply.header('set-cookie', cookies);
  return reply
    .headers({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    .redirect(address, 303);
}

const show = (reply: FastifyReply, page: string) => reply.headers(PAGE_HEADERS).send(page);

const showBrokenOff = (reply: FastifyReply, host: string | null) => show(reply.status(400), brokenOff(host));
