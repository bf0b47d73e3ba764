import { getLocale, type Locale } from '#lib/paraglide/runtime.js';

/** As the patterns of paraglide have it in vite.config.ts: German has no prefix. */
const PREFIXES: Record<Locale, string> = { de: '', en: '/en', 'de-x-leicht': '/leicht' };
const PREFIX = /^\/(?:en|leicht)(?=\/|$)/;

/** The address of a feed in the language of this page: German or English. */
export const feedIn = (path: string, locale: Locale = getLocale()): string =>
  locale === 'en' ? `${path}?lang=en` : path;

/**
 * The address of one of our pages in a language, by default in that of this page: `/verfahren` → `/en/verfahren`.
 * Paraglide's own function matches URL patterns each time; a page has sixty links.
 */
export function localizeHref(path: string, { locale = getLocale() }: { locale?: Locale } = {}): string {
  const plain = path.replace(PREFIX, '') || '/';
  return PREFIXES[locale] && plain === '/' ? PREFIXES[locale] : PREFIXES[locale] + plain;
}
