/** `npm test`: every check, then every test. With arguments: only the tests that they name, without the checks. */
import { checks, runSteps } from './steps.ts';
import { runTests } from './tests.ts';

const args = process.argv.slice(2);
if (args.length === 0) runSteps(checks);
process.exit(runTests(args));
