import { randomUUID } from 'node:crypto';

import type { Order } from './import-order.ts';

type Backend = {
  app: typeof import('../../backend/src/app.ts');
  current: typeof import('../../backend/src/platform/current.ts');
  clock: typeof import('../../backend/src/platform/clock.ts');
  database: typeof import('../../backend/src/platform/database.ts');
  imports: typeof import('../../backend/src/plan/import.service.ts');
  tenants: typeof import('../../backend/src/tenant/tenant.service.ts');
};
type Tenant = { id: string; slug: string };

/** What the command line needs of the product. */
export interface Product {
  towns(): Promise<Tenant[]>;
  layOut(tenant: Tenant, order: Omit<Order, 'town'>): Promise<{ key: string; isNew: boolean }>;
}

/** Opens the built product on its database, without a port, for as long as the work takes. */
export async function withProduct<T>(work: (product: Product) => Promise<T>): Promise<T> {
  process.env.LOG_LEVEL ??= 'error';
  const { app: backend, current, clock, database, imports, tenants } = await load();
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
    });
  } finally {
    await app.close();
  }
}

async function load(): Promise<Backend> {
  const from = (path: string): Promise<unknown> => import(`../../backend/dist/${path}.js`);
  return {
    app: await from('app'),
    current: await from('platform/current'),
    clock: await from('platform/clock'),
    database: await from('platform/database'),
    imports: await from('plan/import.service'),
    tenants: await from('tenant/tenant.service'),
  } as Backend;
}
