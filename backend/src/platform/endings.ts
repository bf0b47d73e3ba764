import { Injectable, type OnModuleDestroy } from '@nestjs/common';

type End = () => Promise<void>;

/** What ends before the app does: its jobs, which would wait for ever for a connection to a closed database. */
@Injectable()
export class Endings implements OnModuleDestroy {
  private readonly ends: End[] = [];

  /** Lets `end` happen once: when the app closes, or earlier, where the answered function is called. */
  add(end: End): End {
    let ended: Promise<void> | null = null;
    const once = () => (ended ??= end());
    this.ends.push(once);
    return once;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.ends.map((end) => end()));
  }
}
