import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const MANIFEST = resolve(import.meta.dirname, '../frontend/build/documents.json');
let known: Map<string, string> | null = null;

/** The ids of all trusted documents, by the name of their operation, as the pages' build wrote them. */
export function operations(): Map<string, string> {
  if (known) return known;
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, { name: string }>;
  return (known = new Map(Object.entries(manifest).map(([id, { name }]) => [name, id])));
}

/** The id of one operation; throws where the pages have none of this name. */
export function idOf(operation: string): string {
  const id = operations().get(operation);
  if (!id) throw new Error(`The pages have no operation ${operation}.`);
  return id;
}
