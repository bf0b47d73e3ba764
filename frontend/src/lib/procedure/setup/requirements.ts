import * as messages from '#lib/paraglide/messages.js';

const texts = messages.m as unknown as Record<string, (() => string) | undefined>;

/** What a procedure needs, or what is wrong with its period, in words; the code is the message key. */
export const requirementInWords = (code: string): string =>
  texts[code.replace(/[.-]/g, '_')]?.() ?? texts[`problem_${code.replace(/[.-]/g, '_')}`]?.() ?? code;
