const FRESH_MS = 1_000;

/** Remembers for a second in which state the public data is; asks once, however many want to know. */
export class Revision {
  private readonly state: () => Promise<string>;
  private readonly now: () => number;
  private value: string | null = null;
  private readAt = -Infinity;
  private asking: Promise<string | null> | null = null;

  constructor(state: () => Promise<string>, now: () => number) {
    this.state = state;
    this.now = now;
  }

  /** Null when it cannot be told, undefined when it has to be read first. */
  known(): string | null | undefined {
    return this.now() - this.readAt < FRESH_MS ? this.value : undefined;
  }

  read(): Promise<string | null> {
    this.asking ??= this.ask().finally(() => (this.asking = null));
    return this.asking;
  }

  private async ask(): Promise<string | null> {
    const at = this.now();
    try {
      this.value = await this.state();
    } catch {
      this.value = null;
    }
    this.readAt = at;
    return this.value;
  }
}
