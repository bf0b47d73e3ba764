import { parse } from 'graphql';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { at, leavesOf, textFields, withAt } from './fields.ts';
import { tokensIn } from './pen.ts';

const MANIFEST = join(import.meta.dirname, '../../frontend/build/documents.json');
/** How fields are called that name something instead of saying it. */
const NAMES =
  /^(id|code|slug|key|number|procedure|upload|sectionId|runId|postedOn|dialogue|kind|passed|subscription|rhythm)$/;
/** What such a mutation needs besides. */
const NUMBERS: Record<string, object> = {
  moveDocument: { by: 1 },
  takeContributions: { hasHidden: true },
};
const MADE_BY_BROWSER = ['ContributionInput', 'CommentInput', 'ReportInput', 'SubmitStatementInput'].map(
  (input) => `${input}.id`,
);
const VECTOR = `"><img src=x onerror=__hit()>`;

/** Sends a trusted document to the town's portal and answers what came back. */
export type Send = (asked: { operation: string; variables: object; as: string | null }) => Promise<string>;

interface Written {
  operation: string;
  mutation: string;
  variables: object;
  as: string | null;
}

interface Reply {
  data?: Record<string, unknown> | null;
  errors?: { extensions?: { code?: string; fields?: Record<string, string> } }[];
}

/** Writes through the trusted documents of the pages, and keeps which fields got vectors. */
export class Writer {
  /** The fields that took each token: `ContributionInput.title`, or a word of our own for what goes in beside the API. */
  readonly fieldsOf = new Map<string, Set<string>>();
  private readonly written = new Map<string, Written>();

  constructor(private readonly send: Send) {}

  /** Sends one mutation; throws with the whole answer where it is refused. */
  async write<Result>(operation: string, variables: object, as: string | null = null): Promise<Result> {
    const mutation = mutationOf(operation);
    const { data, errors } = await this.ask({ operation, mutation, variables, as });
    if (!data || errors) throw new Error(`${operation}: ${JSON.stringify(errors)} ${JSON.stringify(variables).slice(0, 600)}`); // prettier-ignore
    this.written.set(operation, { operation, mutation, variables, as });
    for (const { field, path } of leavesOf(mutation))
      for (const text of every(variables, path)) this.mark(field, text);
    return data[mutation] as Result;
  }

  /** Notes what went in beside the API, as the name of a file. */
  mark(field: string, ...texts: string[]): void {
    for (const token of tokensIn(texts.join(' ')))
      this.fieldsOf.set(token, (this.fieldsOf.get(token) ?? new Set()).add(field));
  }

  /** The fields that took vectors. */
  get taken(): Set<string> {
    return new Set([...this.fieldsOf.values()].flatMap((fields) => [...fields]));
  }

  /**
   * Puts a vector where none was taken, with everything else as it was good before, and answers the fields that did not
   * refuse it, with what was said instead.
   */
  async unrefused(): Promise<Map<string, string>> {
    const taken = this.taken;
    const refused = new Set<string>();
    const others = new Map<string, string>();
    for (const written of [...this.written.values(), ...this.bare()])
      for (const { field, path } of leavesOf(written.mutation)) {
        if (taken.has(field) || refused.has(field)) continue;
        const { errors } = await this.ask({ ...written, variables: probe(written, path) });
        const { code = 'accepted', fields = {} } = errors?.[0]?.extensions ?? {};
        if (isRefusal(code, Object.keys(fields), path)) refused.add(field);
        else others.set(field, `${code} ${Object.keys(fields).join(' ')}`.trim());
      }
    const unknown = textFields().filter((field) => !taken.has(field) && !refused.has(field));
    return new Map(unknown.map((field) => [field, others.get(field) ?? 'never written']));
  }

  /** What nothing was written with and what only names things: a vector in every place. */
  private bare(): Written[] {
    const done = new Set([...this.written.values()].map(({ mutation }) => mutation));
    return mutations()
      .filter(
        ({ mutation }) =>
          !done.has(mutation) && leavesOf(mutation).every(({ path }) => NAMES.test(path.at(-1)!)),
      )
      .map((named) => ({
        ...named,
        variables: leavesOf(named.mutation).reduce<object>(
          (variables, { path }) => withAt(variables, path, VECTOR) as object,
          NUMBERS[named.mutation] ?? {},
        ),
        as: 'admin',
      }));
  }

  private async ask(written: Written): Promise<Reply> {
    return JSON.parse(await this.send(written)) as Reply;
  }
}

/** The mutations of the trusted documents of the pages. */
function mutations(): { operation: string; mutation: string }[] {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<
    string,
    { name: string; document: string }
  >;
  return Object.values(manifest).flatMap(({ name, document }) => {
    const [definition] = parse(document).definitions;
    if (definition?.kind !== 'OperationDefinition' || definition.operation !== 'mutation') return [];
    const [asked] = definition.selectionSet.selections;
    return asked?.kind === 'Field' ? [{ operation: name, mutation: asked.name.value }] : [];
  });
}

function mutationOf(operation: string): string {
  const found = mutations().find((one) => one.operation === operation);
  if (!found) throw new Error(`The pages have no mutation ${operation}.`);
  return found.mutation;
}

/** The same once more with a vector in one place, as a new thing where the browser makes its id. */
function probe({ mutation, variables }: Written, path: string[]): object {
  const own = leavesOf(mutation).find(({ field }) => MADE_BY_BROWSER.includes(field));
  const fresh = own ? (withAt(variables, own.path, randomUUID()) as object) : variables;
  return withAt(fresh, path, VECTOR) as object;
}

/** Refused for this field, or because nothing has such a name. */
function isRefusal(code: string, fields: string[], path: string[]): boolean {
  const names = path.filter((step) => step !== '0');
  return (
    (code === 'input.invalid' && fields.some((field) => names.includes(field.split('.').at(-1)!))) ||
    code === 'input.malformed' ||
    /\.(not-found|forbidden|unknown)$/.test(code)
  );
}

/** The texts at a place, with those of every item where the place is a list. */
function every(variables: object, path: string[]): string[] {
  const index = path.indexOf('0');
  const found = index < 0 ? at(variables, path) : at(variables, path.slice(0, index));
  const items =
    index < 0 || !Array.isArray(found) ? [found] : found.map((item) => at(item, path.slice(index + 1)));
  return items.flatMap((item) =>
    item === undefined || item === null ? [] : [typeof item === 'string' ? item : JSON.stringify(item)],
  );
}
