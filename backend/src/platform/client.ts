import pg from 'pg';
import type { Writable } from 'node:stream';

type Answer = pg.QueryResult;

const NOTHING = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] } as Answer;
/** What PostgreSQL itself says where a value came as a parameter; in the text of a query NUL would be its end. */
const UNKEPT = { code: '22021' };
const OPENS = /^(begin|start transaction)\b/;
const SETS_CONTEXT = /^select set_config\(/;
const ENDS = /^(commit|rollback)$/;
const names = new Map<string, string>();

/** Before a statement: the commit travels with it; what the transaction asks after it opens another one. */
export const AND_COMMIT = '/* and commit */ ';

/**
 * A connection that saves round trips: what opens a transaction and sets its context travels with the first query,
 * and a transaction that asks nothing costs none. Queries with parameters are prepared once per connection; MikroORM
 * sends none, it writes values into the text.
 */
export class Client extends pg.Client {
  /** Sends each query at once instead of waiting for the answer to the one before. */
  readonly pipeline = true;
  /** What opens the running transaction, and how much of it has not been sent yet. */
  private opening: string[] = [];
  private unsent: string[] = [];

  // pg declares ten ways to call; the pool of MikroORM uses this one.
  override query = ((text: unknown, values?: unknown[]) => {
    if (typeof text !== 'string') return super.query(text as pg.QueryConfig);
    if (text.includes('\u0000')) return Promise.reject(Object.assign(new Error('a text has NUL'), UNKEPT));
    if (OPENS.test(text)) return this.hold((this.opening = []), text);
    if (this.unsent.length && SETS_CONTEXT.test(text)) return this.hold(this.opening, text);
    const unsent = this.unsent;
    this.unsent = [];
    if (unsent.length && ENDS.test(text)) return Promise.resolve(NOTHING);
    if (!values?.length) return this.all([...unsent, text]);
    return this.together(() => {
      // Where the opening fails, the query behind it fails too: without its context it sees no row.
      if (unsent.length) this.all(unsent).catch(() => undefined);
      const answer = super.query({ name: nameOf(text), text, values });
      return text.startsWith(AND_COMMIT) ? this.committed(answer) : answer;
    });
  }) as pg.Client['query'];

  private hold(opening: string[], text: string): Promise<Answer> {
    this.opening = this.unsent = [...opening, text];
    return Promise.resolve(NOTHING);
  }

  private async committed(answer: Promise<Answer>): Promise<Answer> {
    this.unsent = this.opening;
    const [rows] = await Promise.all([answer, super.query('commit')]);
    return rows;
  }

  /** Several queries in one message; answers the result of the last. */
  private async all(texts: string[]): Promise<Answer> {
    const answer = (await super.query(texts.join(';'))) as Answer | Answer[];
    return Array.isArray(answer) ? answer.at(-1)! : answer;
  }

  /** Sends what is asked inside as one packet. */
  private together<T>(ask: () => T): T {
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    try {
      return ask();
    } finally {
      stream.uncork();
    }
  }
}

function nameOf(text: string): string {
  if (!names.has(text)) names.set(text, `query_${names.size + 1}`);
  return names.get(text)!;
}
