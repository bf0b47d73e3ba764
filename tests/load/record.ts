import { withInstallation } from '../../infra/local/installation.ts';
import { idOf } from '../operations.ts';

/** A prepared statement with its values, as the product sent it. */
export interface Query {
  name: string;
  text: string;
  values: unknown[];
}

export interface Asked {
  /** The name of an operation of the pages' manifest. */
  operation: string;
  variables: Record<string, unknown>;
  host: string;
}

/** What the product asks of the schema `pub` for these operations: the floor runs the very same. */
export function record(folder: string, operations: Asked[]): Promise<Query[]> {
  process.env.DATA_DIR = folder;
  process.env.LOG_LEVEL = 'error';
  return withInstallation(async () => {
    const from = (name: string): Promise<unknown> => import(`../../backend/dist/${name}.js`);
    const { createApp, backendInProcess } = (await from('app')) as typeof import('../../backend/src/app.ts');
    const { Pub } = (await from('platform/pub')) as typeof import('../../backend/src/platform/pub.ts');
    const app = await createApp();
    const pub = app.get(Pub);
    const queries: Query[] = [];
    const rows = pub.rows.bind(pub);
    pub.rows = ((name: string, text: string, values: unknown[] = []) => {
      queries.push({ name, text, values });
      return rows(name, text, values);
    }) as typeof pub.rows;
    const ask = backendInProcess(app);
    for (const { operation, variables, host } of operations) {
      const headers = { 'x-portal-host': host, 'x-requested-by': 'bench' };
      const answer = (await ask({ id: idOf(operation), variables, headers })) as { errors?: unknown };
      if (answer.errors) throw new Error(`${operation}: ${JSON.stringify(answer.errors)}`);
    }
    await app.close();
    return queries;
  });
}
