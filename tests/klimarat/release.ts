import { readFileSync } from 'node:fs';

import { withInstallation } from '../../infra/local/installation.ts';
import { product } from '../world/product.ts';

/**
 * Releases statements beside the running installation of DATA_DIR, as the desk's planner: `release.ts town ids.json`.
 * The worker of the installation then publishes them.
 */
const [slug, file] = process.argv.slice(2);
const ids = JSON.parse(readFileSync(file!, 'utf8')) as { id: string; text: string }[];

await withInstallation(async () => {
  const { createApp } = (await import(
    `../../backend/dist/${'app'}.js`
  )) as typeof import('../../backend/src/app.ts');
  const app = await createApp();
  const desk = await product(app);
  const { people } = await import('../../infra/local/sign-in/people.ts');
  const planner = people.find(({ username }) => username === 'planung')!;
  desk.workAs((await desk.as(null, () => desk.accounts.find(planner.subject))).id);
  const town = (await desk.visit(null, () => desk.tenants.all())).find((one) => one.slug === slug)!;
  for (const { id, text } of ids) {
    await desk.as(town, () => desk.statements.release(id, { text, authorLabel: 'Bürgerin oder Bürger' }));
  }
  await app.close();
});
