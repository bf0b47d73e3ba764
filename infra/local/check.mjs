// `npm run ci`: everything that needs no running product, with a sum at the end. Node's built-in modules only.
import { prepare, runScript } from './prepare.mjs';

await prepare();
runScript('infra/local/check.ts', process.argv.slice(2));
