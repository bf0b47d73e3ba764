import { createApp } from './app.js';
import { log } from './platform/log.js';
import { startWorker } from './worker.js';

/** The process that does jobs; it answers nobody. */
const app = await createApp();
const worker = await startWorker(app);
log.info('working');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(
    signal,
    () =>
      void worker
        .stop()
        .then(() => app.close())
        .then(() => process.exit(0)),
  );
}
