import { pino } from 'pino';

import { current } from './current.js';
import { env } from './env.js';

/** Structured logs without personal data: route patterns instead of addresses, a trace id instead of a person. */
export const log = pino({
  level: env.LOG_LEVEL,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => ({ trace: current.traceId }),
  serializers: { err: ({ name, message, stack }: Error) => ({ name, message, stack }) },
});
