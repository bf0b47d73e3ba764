/** An expected failure: its message is one sentence that says what to do, and is all that is printed. */
export class Sentence extends Error {}

interface Failure {
  code?: string;
  path?: string;
  message?: string;
}

const READABLE: Record<string, (failure: Failure) => string> = {
  ENOSPC: () => 'The disk is full: make room and start again; nothing that was acknowledged is lost.',
  53100: () => 'The disk is full: make room and start again; nothing that was acknowledged is lost.',
  EDQUOT: () => 'Your share of the disk is used up: make room and start again.',
  EACCES: unwritable,
  EPERM: unwritable,
  EROFS: unwritable,
  ENOTDIR: ({ path }) => `${path} is a file where a folder is needed: set DATA_DIR to a folder.`,
  28000: () => 'The database refuses this login: check user and password in DATABASE_URL.',
  '28P01': () => 'The database refuses this password: check DATABASE_URL.',
  '3D000': () => 'The database that DATABASE_URL names does not exist: create it first.',
  ECONNREFUSED: () => 'The database does not answer: check the address in DATABASE_URL, and that it runs.',
  ENOTFOUND: () => 'The database host in DATABASE_URL is not known: check the name.',
};

/** The one sentence for a failure that people can do something about, or null. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof Sentence) return error.message;
  if (error instanceof AggregateError) return sentenceOf(error.errors[0]);
  const failure = error as Failure & { cause?: unknown };
  const readable = READABLE[failure?.code ?? ''];
  if (readable) return readable(failure);
  if (/no space left on device/i.test(failure?.message ?? '')) return READABLE['ENOSPC']!(failure);
  return failure?.cause ? sentenceOf(failure.cause) : null;
}

function unwritable({ path }: Failure): string {
  return `No permission to write ${path ?? 'the data folder'}: give this user the folder, or set DATA_DIR to one of your own.`;
}
