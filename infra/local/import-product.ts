import { randomUUID } from 'node:crypto';

import type { Order } from './import-order.ts';

type Backend = {
  app: typeof import('../../backend/src/app.ts');
  current: typeof import('../../backend/src/platform/current.ts');
  clock: typeof import('../../backend/src/platform/clock.ts');
  database: typeof import('../../backend/src/platform/database.ts');
  imports: typeof import('../../backend/src/plan/import.service.ts');
  contributions: typeof import('../../backend/src/contribution/contribution-import.service.ts');
  tenants: typeof import('../../backend/src/tenant/tenant.service.ts');
};
type Tenant = { id: string; slug: string };

const SAID_EVERY = 500;

/** What is laid out as it is: everything but contributions. */
export type LaidOut = Omit<Order, 'town' | 'what'> & { what: Exclude<Order['what'], 'contributions'> };

/** What became of the lines of a file. */
export interface TakenIn {
  added: number;
  known: number;
  wrong: { line: number; column: string; reason: string }[];
}

/** What the command line needs of the product. */
export interface Product {
  towns(): Promise<Tenant[]>;
  layOut(tenant: Tenant, order: LaidOut): Promise<{ key: string; isNew: boolean }>;
  /** Takes contributions of an earlier portal into a dialogue; says how far it is. */
  takeIn(tenant: Tenant, order: Omit<Order, 'town'>, say: (line: string) => void): Promise<TakenIn>;
}

/** Opens the built product on its database, without a port, for as long as the work takes. */
export async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  process.env.LOG_LEVEL ??= 'error';
  const { app: backend, current, clock, database, imports, contributions, tenants } = await load();
  const app = await backend.createApp();
  const actor = { ...current.ANONYMOUS, roles: ['planner'] };
  const visit = { actor, host: '', language: 'de', traceId: randomUUID(), origin: 'import' };
  const inTenant = <R>(tenant: Tenant | null, run: () => Promise<R>): Promise<R> =>
    current.current.run(
      {
        ...visit,
        tenantId: tenant?.id ?? null,
        tenantSlug: tenant?.slug ?? null,
        receivedAt: clock.clock.now(),
      },
      run,
    );

  try {
    return await work({
      towns: () => inTenant(null, () => app.get(tenants.TenantService).all()),
      layOut: (tenant, order) =>
        inTenant(tenant, () =>
          app.get(database.Database).transaction(() => app.get(imports.ImportService).run(order)),
        ),
      takeIn: (tenant, order, say) => {
        const service = app.get(contributions.ContributionImportService);
        // Each in a transaction of its own: what was taken in stays when the next one fails.
        const once = <R>(run: () => Promise<R>) =>
          inTenant(tenant, () => app.get(database.Database).transaction(run));
        return takeIn(service, order, { once, say });
      },
    });
  } finally {
    await app.close();
  }
}

type Importer = InstanceType<Backend['contributions']['ContributionImportService']>;

async function takeIn(
  service: Importer,
  { procedure, dialogue = '', columns = {}, content }: Omit<Order, 'town'>,
  { once, say }: { once: <R>(run: () => Promise<R>) => Promise<R>; say: (line: string) => void },
): Promise<TakenIn> {
  const { lines, wrong } = service.read(content, columns);
  let added = 0;
  for (const [at, line] of lines.entries()) {
    if (at > 0 && at % SAID_EVERY === 0) say(`${at} of ${lines.length} …`);
    added += Number((await once(() => service.take(procedure, dialogue, line))) === 'new');
  }
  if (added) await once(() => service.note(procedure, dialogue, added));
  return { added, known: lines.length - added, wrong };
}

async function load(): Promise<Backend> {
  const from = (path: string): Promise<unknown> => import(`../../backend/dist/${path}.js`);
  return {
    app: await from('app'),
    current: await from('platform/current'),
    clock: await from('platform/clock'),
    database: await from('platform/database'),
    imports: await from('plan/import.service'),
    contributions: await from('contribution/contribution-import.service'),
    tenants: await from('tenant/tenant.service'),
  } as Backend;
}
