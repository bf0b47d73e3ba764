import { describe, expect, test } from '@jest/globals';
import pg from 'pg';

import { signContext } from '../src/platform/context.js';
import { Database } from '../src/platform/database.js';
import { TenantService } from '../src/tenant/tenant.service.js';
import { testApp } from './app.js';
import { superuser } from './database.js';
import { aProcedure, aTenant, aTown } from './builders.js';

describe('tenancy', () => {
  const product = testApp();

  test('a town sees its own procedures only', async () => {
    const [zeitz, stendal] = [await aTown(product), await aTown(product)];
    await aProcedure(product, zeitz, { slug: 'elster' });

    const seenBy = (tenant: { id: string }) =>
      product.as({ tenantId: tenant.id }, () => product.get(Database).rows('select id from procedure'));

    expect(await seenBy(zeitz)).toHaveLength(1);
    expect(await seenBy(stendal)).toHaveLength(0);
  });

  test('a missing, forged, expired or foreign context sees no row, even by injected SQL', async () => {
    const [zeitz, stendal] = [await aTown(product), await aTown(product)];
    await aProcedure(product, zeitz, { slug: 'elster' });
    const app = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await app.connect();
    const good = signContext(zeitz.id, null);
    const seen = async (context: string | null) => {
      await app.query('begin');
      if (context !== null) await app.query(`select set_config('app.context', $1, true)`, [context]);
      const { rowCount } = await app.query('select id from procedure');
      await app.query('rollback');
      return rowCount;
    };

    expect(await seen(good)).toBe(1);
    expect(await seen(null)).toBe(0);
    expect(await seen('')).toBe(0);
    expect(await seen(good.replace(zeitz.id, stendal.id))).toBe(0);
    expect(await seen(signContext(stendal.id, null).replace(stendal.id, zeitz.id))).toBe(0);
    expect(await seen(good.replace(/\|\d+\|/, '|9999999999|'))).toBe(0);
    expect(await seen(good.slice(0, -1))).toBe(0);
    expect(await seen(`${good}|x`)).toBe(0);
    await expect(app.query('select * from sec.key')).rejects.toThrow('permission denied');
    await expect(app.query(`select sec.signature('x')`)).rejects.toThrow('permission denied');
    await app.end();
  });

  test('no row can be written for another town', async () => {
    const [zeitz, stendal] = [await aTown(product), await aTown(product)];
    const procedure = await aProcedure(product, zeitz, { slug: 'elster' });
    const database = product.get(Database);

    await expect(
      product.as({ tenantId: stendal.id }, () =>
        database.rows('update procedure set tenant_id = ? where id = ? returning id', [
          stendal.id,
          procedure.id,
        ]),
      ),
    ).resolves.toEqual([]);
    await expect(
      product.as({ tenantId: zeitz.id }, () =>
        database.rows('update procedure set tenant_id = ? where id = ?', [stendal.id, procedure.id]),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  test('every table of a tenant forces row-level security, and its keys begin with the tenant', async () => {
    const owner = await superuser();
    const { rows: open } = await owner.query(`
      select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))`);
    const { rows: keys } = await owner.query(`
      select conname from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.connamespace = 'public'::regnamespace and k.contype in ('p', 'f') and a.attname <> 'tenant_id'
        and exists (select 1 from pg_attribute t where t.attrelid = k.conrelid and t.attname = 'tenant_id')`);
    const { rows: mighty } = await owner.query(`
      select rolname from pg_roles where rolname like 'mitsprache_%'
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
          or exists (select 1 from pg_class where relowner = pg_roles.oid and relnamespace = 'public'::regnamespace))`);

    expect(open).toEqual([]);
    expect(keys).toEqual([]);
    expect(mighty).toEqual([]);
  });

  test('a tenant is known by its label below the main host and by its own domain', async () => {
    const tenants = product.get(TenantService);
    const town = await product.visit({}, () =>
      tenants.create(aTenant({ slug: 'koethen', hosts: ['mitreden.example'] })),
    );

    expect(await tenants.forHost('koethen.localhost:3000')).toEqual(town);
    expect(await tenants.forHost('mitreden.example')).toEqual(town);
    expect(await tenants.forHost('localhost:3000')).toBeNull();
    expect(await tenants.forHost('nirgendwo.localhost:3000')).toBeNull();
  });
});
