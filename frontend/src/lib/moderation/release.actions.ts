import type { Action } from '@sveltejs/kit';

import { onTo, refused, typedIn } from '#lib/desk/form.ts';

import { ReleaseStatement } from './moderation.graphql.ts';

/** Publishes a redacted copy of the statement with the number in the address. */
export const release: Action<{ number: string }> = async (event) => {
  const field = await typedIn(event);
  const copy = { text: field('copy'), authorLabel: field('authorLabel') };
  const { number } = event.params;
  const { problem } = await event.locals.backend.ask(ReleaseStatement, { number, copy });
  if (problem) return refused(problem, { copy: copy.text, authorLabel: copy.authorLabel }, { text: 'copy' });
  onTo(`/stellungnahmen/${number}`, 'freigegeben');
};
