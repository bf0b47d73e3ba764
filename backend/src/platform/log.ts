import { pino } from 'pino';

import { current } from './current.js';
import { env } from './env.js';

const output = pino.destination({ sync: true });
// A full disk must not end the service: a line is lost, the work goes on.
output.on('error', () => undefined);

/** Structured logs without personal data: route patterns instead of addresses, a trace id instead of a person. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ trace: current.traceId }),
    serializers: {
      err: ({ name, message, stack, code }: Error & { code?: unknown }) => ({ name, message, stack, code }),
    },
  },
  output,
);
