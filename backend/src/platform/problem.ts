import { IntrinsicException } from '@nestjs/common';

/**
 * An outcome that we expect and can explain to a person. The code is also the message key; `fields` maps the
 * name of an input field to the code of what is wrong with it.
 */
export class Problem extends IntrinsicException {
  readonly extensions: { code: string; fields: Record<string, string> };

  constructor(
    readonly code: string,
    readonly fields: Record<string, string> = {},
  ) {
    super(code);
    this.extensions = { code, fields };
  }
}

/** Foreign objects answer exactly like missing ones. */
export const notFound = (what: string) => new Problem(`${what}.not-found`);
export const forbidden = (what: string) => new Problem(`${what}.forbidden`);
/** One field is wrong; `code` says how. */
export const invalid = (field: string, code: string) => new Problem('input.invalid', { [field]: code });

/** What PostgreSQL says of a value that cannot be what it is meant to be, as a word for an id, or NUL (class 22). */
export const isDataException = (error: unknown): boolean =>
  /^22...$/.test(String((error as { code?: unknown } | null)?.code));
