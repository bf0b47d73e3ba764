import { env } from '../platform/env.js';

/**
 * Over https, and on localhost where browsers trust http too, names carry `__Host-`: the browser then takes them
 * only with Secure, for the path / and for no other host.
 */
const isTrusted = env.ORIGIN.startsWith('https:') || /^http:\/\/localhost(:|$)/.test(env.ORIGIN);
const PREFIX = isTrusted ? '__Host-' : '';

/** The signed-in browser. Strict: a link from elsewhere never acts for somebody. */
export const SESSION_COOKIE = `${PREFIX}session`;
/** On the town's host while somebody signs in: binds the ticket to this browser. */
export const BROWSER_COOKIE = `${PREFIX}sign-in-browser`;
/** On the main host while somebody signs in: what the callback is checked against. */
export const FLOW_COOKIE = `${PREFIX}sign-in-flow`;

export interface Cookie {
  name: string;
  value: string;
  sameSite: 'Strict' | 'Lax';
  /** Seconds; without it until the browser closes, 0 removes it. */
  maxAge?: number;
}

/** One Set-Cookie line. */
export function setCookie({ name, value, sameSite, maxAge }: Cookie): string {
  const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=${sameSite}${isTrusted ? '; Secure' : ''}${age}`;
}

/** The value of a cookie in a Cookie header; undefined when it is missing or there twice. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
  return values.length === 1 && /^[\w.-]+$/.test(values[0]!) ? values[0] : undefined;
}
