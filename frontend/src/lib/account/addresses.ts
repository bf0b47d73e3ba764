export type Wish = 'login' | 'register' | 'step-up' | 'logout';

/** Where a sign-in begins on this host; `back` is the path to come back to. Works as a plain link. */
export const signInAddress = (wish: Wish, back: string): string =>
  `/auth/${wish}?to=${encodeURIComponent(back)}`;

interface LoginWish {
  action?: string;
  prompt?: string;
  maxAge?: number;
  acr?: { values: string[] };
}

/** What keycloak-js' login options ask for: a registration, a fresh proof, or a plain sign-in. */
export function wishOf({ action, prompt, maxAge, acr }: LoginWish = {}): Exclude<Wish, 'logout'> {
  if (action === 'register' || prompt === 'create') return 'register';
  return prompt === 'login' || maxAge !== undefined || acr?.values.length ? 'step-up' : 'login';
}

/** The path of an address on this origin; the page itself for every other. */
export function pathOn(origin: string, address: string | undefined, here: string): string {
  const url = address === undefined ? null : URL.parse(address, origin);
  return url?.origin === origin ? url.pathname + url.search + url.hash : here;
}
