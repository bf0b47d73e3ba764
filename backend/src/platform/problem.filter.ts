import { ArgumentsHost, Catch, HttpException, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import { current } from './current.js';
import { log } from './log.js';
import { isDataException, Problem } from './problem.js';

const STATUS: [RegExp, number][] = [
  [/not-found$/, 404],
  [/forbidden$/, 403],
  [/conflict$/, 409],
  [/too-large$/, 413],
  [/too-many$/, 429],
  [/unauthenticated$/, 401],
];

/** The HTTP status that a problem's code means; 422 for everything that the sender can mend. */
export const statusOf = (code: string): number => STATUS.find(([ending]) => ending.test(code))?.[1] ?? 422;

/** Answers of REST handlers: a problem with its code, anything else masked with the trace. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, body } = answerTo(error);
    void reply.status(status).header('cache-control', 'no-store').send(body);
  }
}

/** The status and the body that say what went wrong. */
export function answerTo(error: unknown): { status: number; body: object } {
  if (error instanceof Problem) return { status: statusOf(error.code), body: error.extensions };
  if (error instanceof HttpException)
    return { status: error.getStatus(), body: { code: error.message, fields: {} } };
  if (isDataException(error)) return { status: 422, body: { code: 'input.malformed', fields: {} } };
  const { statusCode = 500, code } = error as { statusCode?: number; code?: string };
  if (statusCode < 500) return { status: statusCode, body: { code: code ?? 'input.malformed', fields: {} } };

  log.error({ err: error }, 'request failed');
  return { status: 500, body: { code: 'internal', fields: {}, trace: current.traceId } };
}
