const OFF = 'mitsprache.list-keys';

interface Ways {
  /** What `j` and `k` go through, in its order. */
  stops: () => HTMLElement[];
  /** What the other keys do with the one that is looked at; −1 for none. */
  others: (current: number) => Record<string, () => void>;
}

/** Single keys for a list; each person can switch them off (WCAG 2.1.4), and they rest in fields. */
export class Keys {
  current = $state(-1);
  isHelpOpen = $state(false);
  isOn = $state(true);

  constructor(private readonly ways: Ways) {}

  /** Reads what this person chose on this device. */
  remember(): void {
    this.isOn = localStorage.getItem(OFF) !== '1';
  }

  switch(isOn: boolean): void {
    this.isOn = isOn;
    if (isOn) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  }

  press(event: KeyboardEvent): void {
    if (!this.isOn || event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
    const known = this.known(event.key);
    if (!known) return;
    event.preventDefault();
    known();
  }

  /** Marks a line as the one that is looked at. */
  look(index: number): void {
    this.current = index;
  }

  private known(key: string): (() => void) | undefined {
    const keys: Record<string, () => void> = {
      j: () => this.move(1),
      k: () => this.move(-1),
      '?': () => (this.isHelpOpen = !this.isHelpOpen),
      ...this.ways.others(this.current),
    };
    return keys[key];
  }

  private move(by: number): void {
    const stops = this.ways.stops();
    const next = Math.min(Math.max(this.current + by, 0), stops.length - 1);
    if (!stops.length) return;
    this.current = next;
    stops[next]!.focus();
  }
}

/** A field in which letters are typed, or that answers to letters itself. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]');
