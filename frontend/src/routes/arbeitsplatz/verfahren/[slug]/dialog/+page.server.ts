import { fail } from '@sveltejs/kit';

import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused, typedIn } from '#lib/desk/form.ts';
import {
  ChangeDialogue,
  DeskDialogues,
  Moderate,
  OpenDialogue,
  WaitingVoices,
} from '#lib/dialogue/dialogue.graphql.ts';
import { statusOf } from '#lib/platform/backend.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug: procedure } = event.params;
  const { deskDialogues, deskPlan } = await deskData(event, DeskDialogues, { procedure });
  // Not everybody who sets a dialogue up decides what is shown.
  const { data } = await event.locals.backend.ask(WaitingVoices, { procedure });
  const asked = event.url.searchParams.get('dialog');
  return {
    dialogues: deskDialogues,
    documents: deskPlan.documents,
    texts: deskPlan.texts,
    chosen: deskDialogues.find(({ key }) => key === asked) ?? null,
    waiting: data?.waitingVoices ?? null,
  };
};

const NAMES = [
  'title',
  'lead',
  'subject',
  'address',
  'categories',
  'moderation',
  'contributeBy',
  'rateBy',
  'key',
];

export const actions: Actions = {
  save: async (event) => {
    const field = await typedIn(event);
    const typed = Object.fromEntries(NAMES.map((name) => [name, field(name)]));
    const [kind = 'question', ...rest] = (typed.subject || 'question').split(':');
    const about = rest.join(':') || null;
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
  decide: async (event) => {
    const field = await typedIn(event);
    const [standing = '', kind = '', id = ''] = field('decision').split(':');
    const decision = { kind, id, standing, reason: field('reason').trim() || null };
    const { problem } = await event.locals.backend.ask(Moderate, { decision });
    if (problem) {
      const code = Object.values(problem.fields)[0] ?? problem.code;
      return fail(Math.max(409, statusOf(problem.code)), { code, refusedId: id, reason: field('reason') });
    }
    return onTo(`/verfahren/${event.params.slug}/dialog`, 'entschieden');
  },
};
