import { fail } from '@sveltejs/kit';

/** What a form says of the device that sends it. */
export const passageIn = (field: (name: string) => string) => ({
  proof: field('proof') || null,
  hasScripts: field('scripts') === '1',
});

/** The form comes back as it was typed, with a task; where scripts run it sends itself once that is solved. */
export const proofNeeded = <File = never>(typed: Record<string, string>, files: File[] = []) =>
  fail(409, { typed, files, errors: {} as Record<string, string>, needsProof: true });
