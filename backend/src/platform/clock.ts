let offset = Number(process.env.MITSPRACHE_CLOCK_OFFSET_MS ?? 0);
let fixed: Date | null = null;

/** The only source of time: a deadline is tested to the second by moving it. Instants are UTC. */
export const clock = {
  now: (): Date => fixed ?? new Date(Date.now() + offset),

  /** Stops the clock at an instant; `null` lets it run again. For tests only. */
  set(at: Date | null): void {
    fixed = at;
  },

  /** Moves the running clock by milliseconds. For tests only. */
  shift(milliseconds: number): void {
    offset = milliseconds;
  },
};
