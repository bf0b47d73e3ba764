// Runs a script under the Node that the product needs: `node with-node.mjs script.ts …`. Installs and builds first.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

import { environment, prepare, refuse, runtime } from './prepare.mjs';

const [script, ...words] = process.argv.slice(2);
if (!script) refuse('Which script? node infra/local/with-node.mjs script.ts …');

await prepare();
const child = spawn(runtime(), ['--disable-warning=ExperimentalWarning', resolve(script), ...words], {
  env: environment(),
  stdio: 'inherit',
});
child.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
