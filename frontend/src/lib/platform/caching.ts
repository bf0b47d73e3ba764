/** For pages that everybody sees alike: kept shortly, never one that was made for a person. */
export const PUBLIC = { 'cache-control': 'public, max-age=30, stale-while-revalidate=60' };

/** For pages of one person: kept nowhere, told nobody. */
export const PERSONAL = {
  'cache-control': 'private, no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};
