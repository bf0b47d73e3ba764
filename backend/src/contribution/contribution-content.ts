import type { Contribution } from './contribution.entity.js';

/** A dialogue by its addresses. */
export interface Address {
  procedure: string;
  dialogue: string;
}

/** What the receipt and the register vouch for: everything said, nothing about who said it. */
export const contentOf = (
  {
    id,
    title,
    text,
    category = null,
    place = null,
  }: Pick<Contribution, 'id' | 'title' | 'text' | 'category' | 'place'>,
  { procedure, dialogue }: Address,
) => ({ v: 1, submission: id, procedure, dialogue, title, text, category, place });
