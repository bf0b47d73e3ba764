import { fail, type RequestEvent } from '@sveltejs/kit';

import { onTo } from '#lib/desk/form.ts';
import { formOf } from '#lib/platform/form.ts';
import { upload } from '#lib/platform/upload.ts';
import { returned, settingsData, type Returned } from '#lib/town/settings.ts';
import { SetTownPicture } from '#lib/town/town.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

const LONGEST_DRAWING = 200_000;

export const load: PageServerLoad = (event) => settingsData(event);

export const actions: Actions = {
  save: async (event) => {
    const form = await formOf(event.request);
    const text = (name: string) => String(form.get(name) ?? '');
    const typed = { picture: '', alt: text('alt') };
    const file = await pictureFrom(event, form.get('picture'));
    if ('code' in file) {
      const body: Returned = { typed, errors: { picture: file.code }, isOvertaken: false };
      return fail(422, body);
    }
    const { problem } = await event.locals.backend.ask(SetTownPicture, {
      version: Number(text('version')) || 0,
      picture: { ...file, alt: typed.alt, remove: form.has('remove') },
    });
    if (problem) return returned(problem, typed);
    return onTo('/einstellungen/bild', 'gespeichert');
  },
};

type Picture = { svg?: string; fileId?: string; fileToken?: string };

/** A drawing goes along as text, every other file by way of the quarantine. */
async function pictureFrom(
  event: RequestEvent,
  file: FormDataEntryValue | null,
): Promise<Picture | { code: string }> {
  if (!(file instanceof File) || !file.size) return {};
  if (file.type === 'image/svg+xml' || file.name.toLowerCase().endsWith('.svg'))
    return file.size > LONGEST_DRAWING ? { code: 'picture.large-svg' } : { svg: await file.text() };
  const kept = await upload(event, file);
  return 'code' in kept ? kept : { fileId: kept.file.id, fileToken: kept.file.token };
}
