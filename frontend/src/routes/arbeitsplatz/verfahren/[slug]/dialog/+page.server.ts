import { fail } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused } from '#lib/desk/form.ts';
import { ChangeDialogue, DeskDialogues, OpenDialogue } from '#lib/dialogue/desk.graphql.ts';
import { ModerationQueue } from '#lib/dialogue/moderating.graphql.ts';
import { formOf } from '#lib/platform/form.ts';
import { upload } from '#lib/platform/upload.ts';

import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug: procedure } = event.params;
  const { deskDialogues, deskPlan } = await deskData(event, DeskDialogues, { procedure });
  // Not everybody who sets a dialogue up decides what is shown.
  const { data } = await event.locals.backend.ask(ModerationQueue, { procedure });
  const asked = event.url.searchParams.get('dialog');
  return {
    dialogues: deskDialogues,
    documents: deskPlan.documents,
    texts: deskPlan.texts,
    chosen: deskDialogues.find(({ key }) => key === asked) ?? null,
    waiting: data?.moderationBacklog.find(({ procedureSlug }) => procedureSlug === procedure)?.count ?? 0,
    canModerate: data !== null,
  };
};

const NAMES = [
  'title',
  'lead',
  'subject',
  'address',
  'alt',
  'categories',
  'moderation',
  'contributeBy',
  'rateBy',
  'key',
];

/** A picture goes by way of the quarantine. */
async function pictureFrom(
  event: RequestEvent,
  file: FormDataEntryValue | null,
): Promise<{ fileId?: string; fileToken?: string } | { code: string }> {
  if (!(file instanceof File) || !file.size) return {};
  const kept = await upload(event, file);
  return 'code' in kept ? kept : { fileId: kept.file.id, fileToken: kept.file.token };
}

export const actions: Actions = {
  save: async (event) => {
    const form = await formOf(event.request);
    const field = (name: string) => String(form.get(name) ?? '').replaceAll('\r\n', '\n');
    const typed = Object.fromEntries(NAMES.map((name) => [name, field(name)]));
    const [kind = 'question', ...rest] = (typed.subject || 'question').split(':');
    const about = rest.join(':') || null;
    const picture = kind === 'picture' ? await pictureFrom(event, form.get('picture')) : {};
    if ('code' in picture) return fail(422, { typed, errors: { picture: picture.code } });
    const dialogue = {
      ...{ title: field('title').trim(), lead: field('lead').trim(), moderation: field('moderation') },
      ...{ contributeBy: field('contributeBy'), rateBy: field('rateBy') },
      categories: field('categories')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
      subject: {
        kind,
        key: kind === 'document' || kind === 'text' ? about : null,
        address: kind === 'video' ? field('address').trim() : null,
        ...picture,
        alt: kind === 'picture' ? field('alt').trim() : null,
      },
    };
    const asked = { procedure: event.params.slug, dialogue };
    const { backend } = event.locals;
    const { problem } = typed.key
      ? await backend.ask(ChangeDialogue, { ...asked, key: typed.key })
      : await backend.ask(OpenDialogue, asked);
    if (problem) return refused(problem, typed);
    return onTo(`/verfahren/${event.params.slug}/dialog`, typed.key ? 'gespeichert' : 'eroeffnet');
  },
};
