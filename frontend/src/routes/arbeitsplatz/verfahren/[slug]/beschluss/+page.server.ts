import { deskData } from '#lib/desk/desk.ts';
import { onTo, refused } from '#lib/desk/form.ts';
import { formOf } from '#lib/platform/form.ts';
import { DecisionPage, TakeDecision } from '#lib/weighing/outgoing.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { procedureWeighing } = await deskData(event, DecisionPage, { slug: event.params.slug });
  return { weighing: procedureWeighing };
};

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const form = await formOf(request);
    const decision = { decidedOn: String(form.get('decidedOn') ?? ''), body: String(form.get('body') ?? '') };
    const except = form.getAll('except').map(String);
    const { problem } = await locals.backend.ask(TakeDecision, { slug: params.slug, decision, except });
    if (problem) return refused(problem, { ...decision, except: except.join(' ') }, { text: 'body' });
    onTo(`/verfahren/${params.slug}/beschluss`, 'beschlossen');
  },
};
