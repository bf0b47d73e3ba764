export const MAX_FILES = 10;

/** A file that lies in quarantine, with the token that claims it. */
export interface DraftFile {
  id: string;
  token: string;
  name: string;
  size: number;
}

/** Those of a form that lie in quarantine already, without the one that is taken away. */
export function keptFiles(form: FormData): DraftFile[] {
  const removed = form.get('withoutFile');
  return form
    .getAll('kept')
    .flatMap((value) => (typeof value === 'string' ? (draftFileFrom(value) ?? []) : []))
    .filter(({ id }) => id !== removed)
    .slice(0, MAX_FILES);
}

function draftFileFrom(text: string): DraftFile | null {
  try {
    const file = JSON.parse(text) as DraftFile | null;
    return typeof file?.id === 'string' && typeof file.token === 'string' ? file : null;
  } catch {
    return null;
  }
}
