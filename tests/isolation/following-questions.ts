import { randomUUID } from 'node:crypto';

import type { OtherTown } from './other-town.ts';

type Pair = [object, object];
const NOWHERE = 'gibt-es-nicht';
const CODE = '0'.repeat(40);

/** What is asked by who follows something: of the other town's procedures, and of links that nobody holds. */
export function followingQuestions(other: () => OtherTown): Record<string, () => Pair[]> {
  const slugs = (ask: (procedure: string) => object) => (): Pair[] => [
    [ask(other().procedure.slug), ask(NOWHERE)],
  ];
  const links =
    (more: () => object = () => ({})) =>
    (): Pair[] => [
      [
        { id: other().contribution.id, code: CODE, ...more() },
        { id: randomUUID(), code: CODE, ...more() },
      ],
    ];
  return {
    FollowProcedure: slugs((slug) => ({ slug })),
    FollowContribution: (): Pair[] => [
      [
        { procedure: 'elsterterrassen', number: other().contribution.number },
        { procedure: 'elsterterrassen', number: '000-000-000' },
      ],
    ],
    Subscribe: () => wishes(other()),
    ConfirmationPage: links(),
    ConfirmSubscription: links(),
    SubscriberPage: links(),
    ChangeRhythm: links(() => ({ subscription: randomUUID(), rhythm: 'weekly' })),
    EndSubscription: links(() => ({ subscription: randomUUID() })),
    EndSubscriptions: links(),
    FollowersPage: slugs((procedure) => ({ procedure })),
  };
}

/** To be told of the other town's procedure, or of its contribution at one's own. */
function wishes(other: OtherTown): Pair[] {
  const wish = (more: object) => ({
    subscription: { email: 'fremd@mail.example', rhythm: 'daily', procedure: 'elsterterrassen', ...more },
  });
  return [
    [wish({ procedure: other.procedure.slug }), wish({ procedure: NOWHERE })],
    [wish({ contribution: other.contribution.number }), wish({ contribution: '000-000-000' })],
  ];
}
