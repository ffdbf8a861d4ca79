/** `npm run check`: everything but the tests. */
import { checks, runSteps } from './steps.ts';

runSteps(checks);
