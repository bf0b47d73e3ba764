/** Whether an address may stand behind a link in a text that somebody typed: https, mail, or a page of this portal. */
export function isSafeAddress(address: string): boolean {
  if (/^mailto:[^\s]+$/i.test(address)) return true;
  try {
    const base = 'https://here.invalid';
    const { protocol, origin } = new URL(address, base);
    const isOwnPage = origin === base && /^\/(?![\\/])/.test(address);
    return isOwnPage || (protocol === 'https:' && /^https:\/\//i.test(address));
  } catch {
    return false;
  }
}
