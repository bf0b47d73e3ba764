import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

type Pair = [object, object];

const NOWHERE = 'gibt-es-nicht';
const words = { title: 'Fremdes', kind: 'other' };
const feature = { name: 'Fremdes', kind: 'other', note: '' };
const geometry = { type: 'Point', coordinates: [12.1, 51.05] };

/** What is asked of the plan at the desk: by the procedure of the other town, and by one that nobody has. */
export function planQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const byProcedure = (more: (theirs: boolean) => object) => (): Pair[] => [
    [
      { procedure: other().procedure.slug, ...more(true) },
      { procedure: NOWHERE, ...more(false) },
    ],
  ];
  const bySlug = (more: object) => (): Pair[] => [
    [
      { procedure: other().procedure.slug, ...more },
      { procedure: NOWHERE, ...more },
    ],
  ];
  const textKey = () => other().procedure.texts[0]!.key;
  const document = (isTheirs: boolean) => (isTheirs ? other().procedure.documents[0]!.id : randomUUID());
  const drawn = (isTheirs: boolean) => (isTheirs ? other().procedure.features[0]!.id : randomUUID());

  return {
    DeskPlanPage: bySlug({}),
    DeskTextPage: () => bySlug({ key: textKey() })(),
    ProcedurePreview: () => [[{ slug: other().procedure.slug }, { slug: NOWHERE }]],
    TakeInDocuments: byProcedure((isTheirs) => ({
      documents: [{ upload: document(isTheirs), language: 'de', ...words }],
    })),
    DiscardUpload: byProcedure((isTheirs) => ({ upload: document(isTheirs) })),
    MoveDocument: byProcedure(() => ({ key: 'begruendung', by: 1 })),
    DescribeDocument: byProcedure(() => ({ key: 'begruendung', words })),
    TakeDownDocument: byProcedure(() => ({ key: 'begruendung', reason: 'Fremdes' })),
    LayOutText: byProcedure(() => ({ key: textKey() })),
    DiscardTextDraft: byProcedure(() => ({ key: textKey() })),
    AddFeature: byProcedure(() => ({ feature: { ...feature, geometry } })),
    DescribeFeature: byProcedure((isTheirs) => ({ id: drawn(isTheirs), feature })),
    RemoveFeature: byProcedure((isTheirs) => ({ id: drawn(isTheirs) })),
    AddLayer: byProcedure(() => ({ layer: { title: 'X', url: 'https://wms.example/x', layers: 'x' } })),
    RemoveLayer: byProcedure(() => ({ id: randomUUID() })),
  };
}
