import { problemInWords } from '#lib/platform/problems.ts';

/** What the last form said, for the fields and for the summary above them. */
export function errorsOf(form: { typed?: unknown; errors?: unknown } | null) {
  const typed = (form?.typed ?? {}) as Record<string, string>;
  const errors = (form?.errors ?? {}) as Record<string, string>;
  return {
    typed,
    wrong: (field: string): string | undefined => (errors[field] ? problemInWords(errors[field]) : undefined),
    listed: Object.entries(errors).map(([field, code]) => ({ field, text: problemInWords(code) })),
  };
}
