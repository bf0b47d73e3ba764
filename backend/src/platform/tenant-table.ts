import { p } from '@mikro-orm/core';
import { randomUUID } from 'node:crypto';

import { current } from './current.js';

const OWN_ROWS = 'tenant_id = (select sec.tenant())';

/** Spread into `defineEntity`: only rows of the tenant in the signed context exist, for everyone. */
export const tenantTable = {
  rowLevelSecurity: 'force' as const,
  policies: [{ name: 'own_tenant', using: OWN_ROWS, check: OWN_ROWS }],
};

/** The key of every tenant table: it starts with the tenant, so that partitions and Citus stay possible. */
export const tenantKey = {
  tenantId: p
    .uuid()
    .primary()
    .onCreate(() => current.tenantId),
  id: p
    .uuid()
    .primary()
    .onCreate(() => randomUUID()),
};
