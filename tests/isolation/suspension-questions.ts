import { randomUUID } from 'node:crypto';

type Pair = [object, object];

/** What is asked about suspensions: with ids and numbers of the other town, and with what nobody has. */
export function suspensionQuestions(
  foreign: () => { number: string; code: string },
): Record<string, () => Pair[]> {
  const nobody = { number: '000-000-000', code: '0000-0000' };
  const codes = (more: object) => (): Pair[] => {
    const { number, code } = foreign();
    return [[{ number, code, ...more }, { ...nobody, ...more }]]; // prettier-ignore
  };
  const ids = (ask: (id: string) => object) => (): Pair[] => [[ask(randomUUID()), ask(randomUUID())]];
  return {
    SuspensionPage: codes({}),
    TransparencyPage: () => {
      const period = { from: '2026-01-01', to: '2026-12-31' };
      return [[period, period]];
    },
    AppealSuspension: codes({ text: 'Fremd' }),
    EndSuspension: ids((id) => ({ id, reason: 'Fremd' })),
    DecideSuspensionAppeal: ids((id) => ({ decision: { id, outcome: 'upheld', answer: 'Fremd' } })),
  };
}
