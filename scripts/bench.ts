/** `npm run bench`: each package's benchmarks, one after the other, because they share two cores. */
import { runSteps } from './steps.ts';

runSteps([
  {
    name: 'bench',
    command: ['turbo', 'run', 'bench', '--concurrency=1', '--output-logs=new-only'],
  },
]);
