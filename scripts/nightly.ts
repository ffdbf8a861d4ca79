/** `npm run nightly`: what takes too long for `npm test`, one JSON line each. A run that goes wrong fails the task. */
import { runSteps } from './steps.ts';

runSteps([
  {
    name: 'nightly',
    command: ['turbo', 'run', 'nightly', '--concurrency=1', '--output-logs=new-only'],
  },
]);
