import { conclude, runTests } from './suite.ts';

/** `npm test`: everything that can fail. Words after `--` go on to Jest, e.g. `npm test -- statement`. */
process.exitCode = conclude(await runTests(process.argv.slice(2)));
