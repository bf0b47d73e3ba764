import { createApp } from './app.js';
import { env } from './platform/env.js';
import { log } from './platform/log.js';

/** The process that answers people: GraphQL, files, sign-in, register. */
const app = await createApp();
await app.listen(env.PORT, env.HOST);
log.info({ port: env.PORT }, 'listening');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void app.close().then(() => process.exit(0)));
}
