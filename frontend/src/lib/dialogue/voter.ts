import type { Cookies } from '@sveltejs/kit';

const NAME = '__Host-bewertung';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DAYS = 180;

/** The mark of a browser that has rated without an account; null before its first rating. */
export function voterOf(cookies: Cookies): string | null {
  const value = cookies.get(NAME) ?? '';
  return UUID.test(value) ? value : null;
}

/**
 * Marks the browser at its first rating, for as long as a participation may run: only so can the same person change a
 * rating, and rate once (§ 25 (2) no. 2 TDDDG: what the asked-for service needs).
 */
export function markVoter(cookies: Cookies): string {
  const voter = voterOf(cookies) ?? crypto.randomUUID();
  cookies.set(NAME, voter, {
    ...{ path: '/', httpOnly: true, secure: true, sameSite: 'strict' },
    maxAge: DAYS * 86_400,
  });
  return voter;
}
