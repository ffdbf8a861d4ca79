/** `npm test`: every check, then every test. With arguments: only the tests that they name, without the checks. */
import { checks, runSteps, tests } from './steps.ts';

const args = process.argv.slice(2);
runSteps(args.length > 0 ? [tests(args)] : [...checks, tests([])]);
