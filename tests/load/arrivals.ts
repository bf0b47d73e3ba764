import { contribution, insertsLikeContribution } from './contribution.ts';
import { drive, sum, type Round, type Target } from './drive.ts';
import { place, start, type Installation } from './installation.ts';
import { insertBare, insertsLike, pgbench, settled, submission } from './submission.ts';

const TOWN = 'zeitz';
const PROCEDURE = 'elsterterrassen';
const DIALOGUE = 'was-fehlt-ihnen-am-ufer-der-weissen-elster';
const ROUNDS = Number(process.env.ROUNDS || 5);
const SECONDS = Number(process.env.SECONDS || 3);

export interface Arrivals {
  name: string;
  /** What took the same rows in turn with the product. */
  floorName: string;
  /** Product / floor. */
  ratio: number;
  /** Acknowledged by the product. */
  perSecond: number;
  /** What is held: the ratio, or how many in a second where the worker shows them meanwhile. */
  goal: Goal;
  /** CPU of the server's process for each, in milliseconds; what its worker does meanwhile is in it. */
  cpuMs: number;
}

type Goal = { ratio: number } | { perSecond: number };

interface Kind {
  name: string;
  goal: Goal;
  target(port: number, host: string): Target;
  /** The same rows for each table, from one that was kept, with new ids. */
  inserts(ownerUrl: string): Promise<string>;
}

const KINDS: Kind[] = [
  {
    name: 'submission with receipt',
    goal: { ratio: 0.2 },
    target: (port, host) => submission(port, host, PROCEDURE),
    inserts: insertsLike,
  },
  {
    name: 'contribution with receipt',
    goal: { perSecond: 200 },
    target: (port, host) => contribution(port, host, { procedure: PROCEDURE, dialogue: DIALOGUE }),
    inserts: insertsLikeContribution,
  },
];

/** How many arrivals of each kind the product acknowledges, in turns with bare inserts of the same rows. */
export async function takeIn(portal: Installation): Promise<Arrivals[]> {
  const measured: Arrivals[] = [];
  for (const kind of KINDS) measured.push(await measure(portal, kind));
  return measured;
}

async function measure(
  { port, ownerUrl, folder, pid }: Installation,
  { name, goal, target: targetOf, inserts }: Kind,
): Promise<Arrivals> {
  const floorName = pgbench() ? 'pgbench' : 'a bare loop (no pgbench here)';
  console.log(`${name}, beside ${floorName} …`);
  const target = targetOf(port, `${TOWN}.localhost:${port}`);
  await drive(target, pid, 1);
  await settled(ownerUrl);
  const sql = await inserts(ownerUrl);
  const [floor, product]: [Round[], Round[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(await insertBare(ownerUrl, sql, { folder, seconds: SECONDS }));
    await settled(ownerUrl);
    product.push(await drive(target, pid, SECONDS));
    await settled(ownerUrl);
  }
  const perSecond = ({ requests, seconds }: Round) => requests / seconds;
  const [base, ours] = [perSecond(sum(floor)), perSecond(sum(product))];
  console.log(`  floor ${base.toFixed(0)}/s, product ${ours.toFixed(0)}/s`);
  const { cpuSeconds, requests } = sum(product);
  const cpuMs = (cpuSeconds / requests) * 1000;
  return { name, floorName, goal, ratio: ours / base, perSecond: ours, cpuMs };
}

/** Alone: `node infra/local/with-node.mjs tests/load/arrivals.ts`. */
if (import.meta.main) {
  const { folder, port, remove } = await place();
  await (await start(folder, port)).stop();
  const portal = await start(folder, port);
  try {
    console.table(await takeIn(portal));
  } finally {
    await portal.stop();
    remove();
  }
}
