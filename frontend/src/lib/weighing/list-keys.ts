/** The keys of the list, as the help shows them. */
export const KEYS = {
  down: 'j',
  up: 'k',
  open: 'o',
  choose: 'x',
  assign: 'a',
  search: '/',
  help: '?',
} as const;

const KEPT = 'mitsprache-keys';
const FIELDS = 'input:not([type="checkbox"]), select, textarea, [contenteditable]';

/** Whether the person wants the keys; they can be switched off (WCAG 2.1.4). */
export const usesKeys = (): boolean => globalThis.localStorage?.getItem(KEPT) !== 'off';
export const useKeys = (isOn: boolean): void => localStorage.setItem(KEPT, isOn ? 'on' : 'off');

/** Moves through the lines of the list; says nothing while somebody types, or holds Ctrl, Alt or Meta. */
export function listKeys(help: () => void) {
  return (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof Element && event.target.matches(FIELDS);
    if (isTyping || event.ctrlKey || event.altKey || event.metaKey || !usesKeys()) return;
    const links = [...document.querySelectorAll<HTMLElement>('tbody th a')];
    const row = document.activeElement?.closest('tbody tr') ?? null;
    const at = links.findIndex((link) => row?.contains(link));
    const acts: Record<string, () => void> = {
      [KEYS.down]: () => links[Math.min(at + 1, links.length - 1)]?.focus(),
      [KEYS.up]: () => links[Math.max(at - 1, 0)]?.focus(),
      [KEYS.open]: () => links[at]?.click(),
      [KEYS.choose]: () => row?.querySelector<HTMLElement>('input[type="checkbox"]')?.click(),
      [KEYS.assign]: () => document.getElementById('assignee')?.focus(),
      [KEYS.search]: () => document.getElementById('q')?.focus(),
      [KEYS.help]: help,
    };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
