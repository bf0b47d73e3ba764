import type { RequestEvent } from '@sveltejs/kit';
import { fail } from '@sveltejs/kit';
import type { TadaDocumentNode } from 'gql.tada';

import { deskData } from '#lib/desk/desk.ts';
import { onTo, typedIn } from '#lib/desk/form.ts';
import { statusOf, type Problem } from '#lib/platform/backend.ts';

import { TownSettingsPage } from './town.graphql.ts';

type Read = (name: string) => string;

/** What comes back from a form of the settings that was not saved: nothing typed is lost. */
export interface Returned {
  typed: Record<string, string>;
  errors: Record<string, string>;
  /** Somebody else has set the same since the page was opened. */
  isOvertaken: boolean;
}

/** What every page of the settings shows and sets. */
export async function settingsData(event: Parameters<typeof deskData>[0]) {
  const { townSettings } = await deskData(event, TownSettingsPage, {});
  return { town: townSettings };
}

/** What was typed goes back with what is wrong; a problem without a field is shown at the first one. */
export function returned({ code, fields }: Problem, typed: Record<string, string>) {
  const isOvertaken = code === 'town.changed-meanwhile';
  const errors = Object.keys(fields).length ? fields : { [Object.keys(typed)[0] ?? 'form']: code };
  const body: Returned = { typed, errors: isOvertaken ? {} : errors, isOvertaken };
  return fail(isOvertaken ? 409 : Math.max(422, statusOf(code)), body);
}

/** The two things that a page of the settings does with its fields: show what would come, and save it. */
export function settingsActions<Variables>(
  { path, names }: { path: string; names: string[] },
  document: TadaDocumentNode<unknown, Variables>,
  variables: (field: Read, version: number) => Variables,
) {
  const typedFrom = (field: Read) => Object.fromEntries(names.map((name) => [name, field(name)]));

  return {
    preview: async (event: RequestEvent): Promise<Returned> => ({
      typed: typedFrom(await typedIn(event)),
      errors: {},
      isOvertaken: false,
    }),
    save: async (event: RequestEvent) => {
      const field = await typedIn(event);
      const asked = variables(field, Number(field('version')) || 0);
      const { problem } = await event.locals.backend.ask(document, asked);
      if (problem) return returned(problem, typedFrom(field));
      return onTo(`/einstellungen${path}`, 'gespeichert');
    },
  };
}
