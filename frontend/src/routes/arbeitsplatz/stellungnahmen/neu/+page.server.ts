import { error, fail } from '@sveltejs/kit';

import { DeskShell } from '#lib/desk/desk.graphql.ts';
import { deskData } from '#lib/desk/desk.ts';
import { statusOf } from '#lib/platform/backend.ts';
import { DeskProcedures } from '#lib/procedure/desk.graphql.ts';
import { draftWithFiles } from '#lib/statement/chosen-files.ts';
import { emptyDraft, inputFrom } from '#lib/statement/draft.ts';
import { problemsIn } from '#lib/statement/problems.ts';
import { EnterStatement } from '#lib/statement/statement.graphql.ts';

import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { desk } = await deskData(event, DeskShell, {});
  if (!desk.can.enter) error(403, { message: 'forbidden', code: 'canEnterStatement.forbidden' });
  const { deskProcedures } = await deskData(event, DeskProcedures, {});
  const open = deskProcedures.filter(({ publishedAt }) => publishedAt !== null);
  return { procedures: open, fresh: emptyDraft() };
};

export const actions: Actions = {
  /** Adds or removes files without scripts; nothing typed is lost. */
  attach: async (event) => {
    const { draft, errors, form } = await draftWithFiles(event);
    const entry = entryFrom(form);
    return Object.keys(errors).length ? fail(422, { draft, errors, entry }) : { draft, errors, entry };
  },
  enter: async (event) => {
    const { draft, errors, form } = await draftWithFiles(event);
    const entry = entryFrom(form);
    Object.assign(errors, problemsIn(draft), problemsOf(entry));
    if (Object.keys(errors).length) return fail(422, { draft, errors, entry });
    const { channel, receivedOn, receivedTime } = entry;
    const { data, problem } = await event.locals.backend.ask(EnterStatement, {
      input: inputFrom(draft, entry.procedure),
      entry: { channel, receivedOn, receivedTime: receivedTime || null },
    });
    if (problem) {
      const wrong = Object.keys(problem.fields).length ? problem.fields : { procedure: problem.code };
      return fail(Math.max(422, statusOf(problem.code)), { draft, errors: wrong, entry });
    }
    return { entered: data.enterStatement, entry };
  },
};

function entryFrom(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 80);
  return {
    procedure: text('procedure'),
    channel: text('channel'),
    receivedOn: text('receivedOn'),
    receivedTime: text('receivedTime'),
  };
}

function problemsOf({ procedure, receivedOn }: ReturnType<typeof entryFrom>): Record<string, string> {
  return {
    ...(!procedure && { procedure: 'procedure.missing' }),
    ...(!receivedOn && { receivedOn: 'day.malformed' }),
  };
}
