import { IsEmail } from 'class-validator';

/** What RFC 5321 lets stand in quotes, line breaks among them, and what cannot be seen or turns the writing. */
const NEVER = '"\\u0000-\\u0020\\u007f-\\u00a0\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\ufeff';

/** An address for mail as people write theirs: nothing in it can become another header or another recipient. */
export const IsMailAddress = (): PropertyDecorator => IsEmail({ blacklisted_chars: NEVER });
