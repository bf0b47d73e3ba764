import { error, type RequestEvent } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';

import { BACKEND_URL } from '$app/env/private';

import { idOf } from './documents.ts';

/** What went wrong in a way that we expect; the code is also the message key. */
export interface Problem {
  code: string;
  fields: Record<string, string>;
  trace?: string;
}

export type Answer<Data> = { data: Data; problem: null } | { data: null; problem: Problem };

interface Asked {
  id: string;
  variables: unknown;
  headers: Record<string, string>;
}

interface Answered {
  data?: unknown;
  errors?: { message: string; extensions?: Partial<Problem> }[];
}

const IN_PROCESS = Symbol.for('mitsprache.backend');
const UNREACHABLE: Problem = { code: 'backend.unreachable', fields: {} };

/** Speaks to the backend as this visitor, for the portal behind this host. */
export function backendFor(event: RequestEvent) {
  const headers = headersOf(event);

  /** For forms: a problem is an answer. `host` asks another town's portal than the visitor's. */
  async function ask<Data, Variables>(
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
    host?: string,
  ): Promise<Answer<Data>> {
    const asked = {
      id: idOf(document),
      variables,
      headers: host ? { ...headers, 'x-portal-host': host } : headers,
    };
    const { data, errors } = await send(asked).catch((): Answered => ({
      errors: [{ message: '', extensions: UNREACHABLE }],
    }));
    if (!errors?.length) return { data: data as Data, problem: null };

    const { code = 'internal', fields = {}, trace } = errors[0]?.extensions ?? {};
    return { data: null, problem: { code, fields, ...(trace && { trace }) } };
  }

  /** For pages: a problem becomes an error page. */
  async function load<Data, Variables>(
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data> {
    const { data, problem } = await ask(document, variables);
    if (problem) error(statusOf(problem.code), { message: problem.code, code: problem.code });
    return data;
  }

  return { ask, load };
}

export type Backend = ReturnType<typeof backendFor>;

/** The HTTP status of a page that cannot be shown. */
export function statusOf(code: string): number {
  if (code.endsWith('not-found')) return 404;
  if (code.endsWith('forbidden')) return 403;
  if (code.endsWith('too-many')) return 429;
  if (code.endsWith('unreachable')) return 503;
  return code === 'internal' ? 500 : 422;
}

async function send(asked: Asked): Promise<Answered> {
  const inProcess = (globalThis as { [IN_PROCESS]?: (asked: Asked) => Promise<Answered> })[IN_PROCESS];
  if (inProcess) return inProcess(asked);

  const { headers, ...body } = asked;
  const response = await fetch(`${BACKEND_URL}/graphql`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Answered;
}

function headersOf(event: RequestEvent): Record<string, string> {
  const cookie = event.request.headers.get('cookie');
  const origin = event.request.headers.get('origin');

  return {
    'x-portal-host': event.locals.host,
    'x-portal-language': event.locals.language,
    'x-portal-address': event.getClientAddress(),
    'x-requested-by': 'mitsprache',
    ...(cookie && { cookie }),
    ...(origin && { origin }),
  };
}
