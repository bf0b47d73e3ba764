import { createHash } from 'node:crypto';

import { holdDialogues } from './dialogues.ts';
import { appointOperator, grantRoles, meetPeople, registerInstitutions } from './people.ts';
import { layOutPlan } from './plan.ts';
import { product, type Product } from './product.ts';
import { sayStatements } from './statements.ts';
import { land, municipalities, towns, type ProcedureText, type TownText } from './texts.ts';

/** What the world tells while it is laid out. */
export type Progress = (line: string) => void;

const DAY = 86_400_000;

/**
 * Lays out the named world once: towns, procedures in every phase, plans, statements, answers. Every date is
 * relative to now. `app` is the running application. Does nothing when the world is there already.
 */
export async function layOutWorld(app: Product['app'], tell: Progress = () => undefined): Promise<void> {
  const world = await product(app);
  if ((await world.tenants.all()).length) return;

  await layOutMunicipalities(world);
  await world.visit(null, () => world.tenants.create({ ...land(), ags: null, picture: null } as never));
  await meetPeople(world);
  await appointOperator(world);
  await registerInstitutions(world);
  for (const town of towns()) {
    tell(`${town.fullName}: ${town.procedures.length} Verfahren`);
    await layOutTown(world, town);
  }
}

async function layOutTown(world: Product, town: TownText): Promise<void> {
  const { procedures, ...draft } = town;
  const tenant = await world.visit(null, () => world.tenants.create(draft as never));
  await grantRoles(world, tenant);
  for (const procedure of procedures) {
    const first = procedure.phases[0]!.startsInDays;
    const display = procedure.phases.find(({ kind }) => kind === 'display')?.startsInDays ?? first;
    world.clock.set(inDays(first - 14));
    const id = await world.as(tenant, () => createProcedure(world, procedure));
    // What is laid out is laid out in public; nothing was published tomorrow.
    world.clock.set(inDays(Math.min(first - 14, -1)));
    await world.as(tenant, () => world.procedures.publish(id));
    world.clock.set(inDays(first - 14));
    await layOutPlan(world, tenant, { id, procedure, laidOutAt: inDays(Math.min(display - 7, -1)) });
    world.clock.set(null);
    await sayStatements(world, tenant, { id, procedure });
    await holdDialogues(world, tenant, procedure);
  }
  world.clock.set(null);
}

const inDays = (days: number): Date => new Date(Date.now() + days * DAY);

async function createProcedure(world: Product, procedure: ProcedureText): Promise<string> {
  const { folder, statements, documents, texts, layers, phases, result, log, dialogues, ...draft } =
    procedure;
  void [folder, statements, documents, texts, layers, dialogues];
  const created = await world.procedures.create({
    ...draft,
    phases: phases.map(({ kind, title, lawProfile, startsInDays, endsInDays, extended }) => ({
      kind,
      title: title ?? '',
      lawProfile: lawProfile ?? 'informal',
      firstDay: world.inDays(startsInDays),
      lastDay: endsInDays === null ? null : world.inDays(endsInDays),
      extension: extended && {
        formerLastDay: world.inDays(extended.formerEndsInDays),
        reason: extended.reason,
        decidedOn: world.inDays(extended.inDays),
      },
    })),
    log: log.map(({ inDays, text }) => ({ on: world.inDays(inDays), text })),
    result: result && { ...result, decidedOn: world.inDays(result.inDays) },
  } as never);
  return created.id;
}

async function layOutMunicipalities(world: Product): Promise<void> {
  await world.visit(null, () =>
    world.transaction(async () => {
      for (const { ags, name, kind, postcodes, centre, outline } of municipalities()) {
        await world.rows(
          `insert into pub.municipality (ags, name, kind, postcodes, centre, outline, words)
           values (?, ?, ?, ?, ?::point, ?::jsonb, pub.plain(?)) on conflict do nothing`,
          [
            ags,
            name,
            kind,
            `{${postcodes.join(',')}}`,
            `(${centre.join(',')})`,
            JSON.stringify(outline),
            name,
          ],
        );
      }
    }),
  );
}

/** The same name gives the same id in every world, so that tests and links can name things. */
export const idOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
