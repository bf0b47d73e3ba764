// `npm test`: from a fresh clone to the sum of all tests. Node's built-in modules only.
import { prepare, runScript } from './prepare.mjs';

await prepare();
runScript('infra/local/test.ts', process.argv.slice(2));
