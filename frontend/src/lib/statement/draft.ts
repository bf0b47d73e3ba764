import * as v from 'valibot';

import { keptFiles, type DraftFile } from '#lib/platform/draft-file.ts';

const text = (max: number) => v.optional(v.pipe(v.string(), v.maxLength(max)), '');

const Fields = v.object({
  id: v.optional(v.pipe(v.string(), v.uuid())),
  /** `whole`, `p:<paragraph>`, `d:<document>` or `f:<feature>`. */
  about: text(80),
  page: text(6),
  geometry: text(50_000),
  text: text(200_000),
  /** `person`, `organisation`, or the id of an institution that the sender speaks for. */
  kind: text(40),
  anonymous: text(5),
  name: text(400),
  organisation: text(400),
  street: text(400),
  postcode: text(40),
  place: text(400),
  email: text(400),
  answerBy: text(10),
  mayPublish: text(5),
});

export type Draft = Record<Exclude<keyof v.InferOutput<typeof Fields>, 'id'>, string> & {
  id: string;
  files: DraftFile[];
};

/** What somebody typed, as it is: nothing is lost, wrong things are said beside their field. */
export function draftFrom(form: FormData): Draft {
  const typed = Object.fromEntries(
    [...form.entries()]
      .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
      // Forms send a line break as two characters, the browser counts and shows it as one.
      .map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]),
  ) as Record<string, string>;
  const { success, output } = v.safeParse(Fields, typed);
  const fields = success
    ? output
    : {
        ...Object.fromEntries(
          Object.keys(Fields.entries).map((key) => [key, (typed[key] ?? '').slice(0, 200_000)]),
        ),
        id: undefined,
      };

  return {
    ...(fields as v.InferOutput<typeof Fields>),
    id: (success && output.id) || crypto.randomUUID(),
    files: keptFiles(form),
  } as Draft;
}

export const emptyDraft = (given: Partial<Draft> = {}): Draft => ({
  id: crypto.randomUUID(),
  about: 'whole',
  page: '',
  geometry: '',
  text: '',
  kind: 'person',
  anonymous: '',
  name: '',
  organisation: '',
  street: '',
  postcode: '',
  place: '',
  email: '',
  answerBy: 'none',
  mayPublish: '',
  files: [],
  ...given,
});

/** The registered institution in whose name this is, by its id; null for everybody else. */
export const institutionOf = ({ kind }: Draft): string | null =>
  ['', 'person', 'organisation'].includes(kind) ? null : kind;

/** Institutions have a name always. */
export const isAnonymous = (draft: Draft): boolean => draft.anonymous === 'on' && !institutionOf(draft);

/** The mutation's input; what is not asked for is left out. */
export function inputFrom(draft: Draft, procedure: string) {
  const [kind, id] = [draft.about.slice(0, 2), draft.about.slice(2)];
  const institution = institutionOf(draft);
  const isOrganisation = draft.kind === 'organisation';
  const given = (value: string, isAsked = true) => (isAsked && value.trim()) || null;
  const byPost = (value: string) => given(value, draft.answerBy === 'post');

  return {
    id: draft.id,
    procedure,
    text: draft.text,
    about: {
      paragraphId: kind === 'p:' ? id : null,
      documentId: kind === 'd:' ? id : null,
      page: kind === 'd:' ? Number.parseInt(draft.page, 10) || 1 : null,
      featureId: kind === 'f:' ? id : null,
      geometry: draft.geometry ? parsed(draft.geometry) : null,
    },
    files: draft.files.map(({ id: fileId, token }) => ({ id: fileId, token })),
    author: {
      kind: isOrganisation || institution ? 'organisation' : 'person',
      institution,
      isAnonymous: isAnonymous(draft),
      name: given(draft.name, !isAnonymous(draft)),
      organisation: given(draft.organisation, isOrganisation),
      street: byPost(draft.street),
      postcode: byPost(draft.postcode),
      place: byPost(draft.place),
      email: given(draft.email),
      answerBy: ['email', 'post'].includes(draft.answerBy) ? draft.answerBy : 'none',
    },
    mayPublish: draft.mayPublish === 'on',
  };
}

function parsed(text: string): object | null {
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}
