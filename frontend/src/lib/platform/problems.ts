import * as messages from '#lib/paraglide/messages.js';

const texts = messages.m as unknown as Record<string, (() => string) | undefined>;

/** What a problem's code says to a person; the code is the message key. */
export function problemInWords(code: string): string {
  return texts[`problem_${code.replace(/[.-]/g, '_')}`]?.() ?? messages.m.problem_internal();
}
