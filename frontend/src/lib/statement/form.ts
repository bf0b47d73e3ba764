import type { ResultOf } from '#lib/graphql/graphql.ts';

import type { StatementFormPage } from './statement.graphql.ts';

/** Those that the sender speaks for; none for most people. */
export type FormInstitutions = NonNullable<ResultOf<typeof StatementFormPage>['me']>['institutions'];

export type FormProcedure = ResultOf<typeof StatementFormPage>['procedure'];

/** The texts that can be spoken to, paragraph by paragraph. */
export type FormTexts = {
  title: string;
  paragraphs: { id: string | null; number: number | null; text: string }[];
}[];
