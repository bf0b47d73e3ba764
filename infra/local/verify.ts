import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { dataFolder, withInstallation } from './installation.ts';
import { sentenceOf } from './sentence.ts';

/** `npm run verify`: recomputes the whole register beside a running installation or alone; 1 when a byte is not as it was. */
async function main(): Promise<number> {
  if (!process.env.DATABASE_URL && !existsSync(join(dataFolder(), 'first-start.done'))) {
    console.error('There is nothing to verify here yet: run npm start first.');
    return 2;
  }
  try {
    return await withInstallation(verify);
  } catch (error) {
    const sentence = sentenceOf(error);
    if (!sentence) throw error;
    console.error(sentence);
    return 2;
  }
}

async function verify(): Promise<number> {
  process.env.LOG_LEVEL ??= 'error';
  const from = (name: string): Promise<unknown> => import(`../../backend/dist/${name}.js`);
  const { createApp } = (await from('app')) as typeof import('../../backend/src/app.ts');
  const { verifyInstallation } = (await from('verify')) as typeof import('../../backend/src/verify.ts');

  const app = await createApp();
  try {
    const { sealed, owners, findings } = await verifyInstallation(app, (step) => console.log(step));
    for (const finding of findings) console.error(`NOT AS IT WAS  ${finding}`);
    console.log(
      findings.length === 0
        ? `The register is whole: ${sealed} entries sealed, ${owners} statements, documents and texts as they were.`
        : `${findings.length} findings: keep this output and a copy of the database, and restore from a backup.`,
    );
    return findings.length === 0 ? 0 : 1;
  } finally {
    await app.close();
  }
}

process.exitCode = await main();
