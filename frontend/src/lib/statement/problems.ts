import { isAnonymous, type Draft } from './draft.ts';

const MAX_TEXT = 50_000;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What the sender can mend before sending; the backend asks the same again. Field name to code. */
export function problemsIn(draft: Draft): Record<string, string> {
  const problems: [string, string, boolean][] = [
    ['text', 'statement.text-missing', !draft.text.trim()],
    ['text', 'statement.text-too-long', draft.text.length > MAX_TEXT],
    ['name', 'statement.name-missing', !isAnonymous(draft) && !draft.name.trim()],
    ['name', 'input.too-long', draft.name.length > 200],
    [
      'organisation',
      'statement.organisation-missing',
      draft.kind === 'organisation' && !draft.organisation.trim(),
    ],
    ['email', 'statement.email-missing', draft.answerBy === 'email' && !draft.email.trim()],
    ['email', 'statement.email-wrong', draft.email.trim() !== '' && !MAIL.test(draft.email.trim())],
    [
      'street',
      'statement.address-missing',
      draft.answerBy === 'post' && !(draft.street.trim() && draft.postcode.trim() && draft.place.trim()),
    ],
  ];
  return Object.fromEntries(
    problems.filter(([, , isWrong]) => isWrong).map(([field, code]) => [field, code]),
  );
}
