const OFF = 'mitsprache.list-keys';

interface Ways {
  /** The links of the lines, in their order. */
  links: () => HTMLAnchorElement[];
  /** Chooses a line, or takes it out of what is chosen. */
  choose: (index: number) => void;
  /** The field by its id. */
  field: (id: string) => HTMLElement | null;
}

/** Single keys for the list of statements; each person can switch them off (WCAG 2.1.4), and they rest in fields. */
export class ListKeys {
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
      o: () => this.ways.links()[this.current]?.click(),
      x: () => this.ways.choose(this.current),
      a: () => this.ways.field('assignee')?.focus(),
      '/': () => this.ways.field('q')?.focus(),
      '?': () => (this.isHelpOpen = !this.isHelpOpen),
    };
    return keys[key];
  }

  private move(by: number): void {
    const links = this.ways.links();
    const next = Math.min(Math.max(this.current + by, 0), links.length - 1);
    if (!links.length) return;
    this.current = next;
    links[next]!.focus();
  }
}

/** A field in which letters are typed, or that answers to letters itself. */
const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]');
