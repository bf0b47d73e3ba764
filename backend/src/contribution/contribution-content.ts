import type { Comment, Contribution } from './contribution.entity.js';

/** A dialogue by its addresses. */
export interface Address {
  procedure: string;
  dialogue: string;
}

type Said = Pick<Contribution, 'id' | 'title' | 'text' | 'category' | 'place' | 'files'>;

/**
 * What the receipt and the register vouch for: everything said, nothing about who said it. Version 2 names the files;
 * without files it is version 1, as it was before there were any.
 */
export function contentOf(
  { id, title, text, category = null, place = null, files }: Said,
  { procedure, dialogue }: Address,
) {
  const said = { submission: id, procedure, dialogue, title, text, category, place };
  return files.length ? { v: 2, ...said, files: namedIn(files) } : { v: 1, ...said };
}

/** Files as content and receipt name them. */
export const namedIn = (files: Contribution['files']) =>
  files.map(({ name, size, sha256 }) => ({ name, size, sha256 }));

/** The same for a comment; `contribution` is the number of what is commented on. */
export const commentContentOf = (
  { id, parentId = null, text }: Pick<Comment, 'id' | 'parentId' | 'text'>,
  { procedure, dialogue, contribution }: Address & { contribution: string },
) => ({ v: 1, submission: id, procedure, dialogue, contribution, parent: parentId, text });
