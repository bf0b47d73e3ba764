// Runs a script under the Node that the product needs: `node with-node.mjs script.ts …`. Installs and builds first.
import { prepare, refuse, runScript } from './prepare.mjs';

const [script, ...words] = process.argv.slice(2);
if (!script) refuse('Which script? node infra/local/with-node.mjs script.ts …');

await prepare();
runScript(script, words);
