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
  const wish = { email: 'fremd@mail.example', rhythm: 'daily' };
  return {
    FollowProcedure: slugs((slug) => ({ slug })),
    FollowContribution: (): Pair[] => [
      [
        { procedure: 'elsterterrassen', number: other().contribution.number },
        { procedure: 'elsterterrassen', number: '000-000-000' },
      ],
    ],
    Subscribe: (): Pair[] => [
      [
        { subscription: { ...wish, procedure: other().procedure.slug } },
        { subscription: { ...wish, procedure: NOWHERE } },
      ],
      [
        {
          subscription: { ...wish, procedure: 'elsterterrassen', contribution: other().contribution.number },
        },
        { subscription: { ...wish, procedure: 'elsterterrassen', contribution: '000-000-000' } },
      ],
    ],
    ConfirmationPage: links(),
    ConfirmSubscription: links(),
    SubscriberPage: links(),
    ChangeRhythm: links(() => ({ subscription: randomUUID(), rhythm: 'weekly' })),
    EndSubscription: links(() => ({ subscription: randomUUID() })),
    EndSubscriptions: links(),
    FollowersPage: slugs((procedure) => ({ procedure })),
  };
}
