import { createHash } from 'node:crypto';
import { print, type DocumentNode } from 'graphql';

const ids = new WeakMap<DocumentNode, string>();

/** The id of a trusted document: the SHA-256 of its printed text, as the manifest has it. */
export function idOf(document: DocumentNode): string {
  const known = ids.get(document);
  if (known) return known;

  const id = createHash('sha256').update(print(document)).digest('hex');
  ids.set(document, id);
  return id;
}
