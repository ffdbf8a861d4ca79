/** `npm run example`: the order of examples/place-order.ts against a running `npm start`. */
import { runSteps } from './steps.ts';

runSteps([
  { name: 'example', command: ['node', 'examples/place-order.ts', ...process.argv.slice(2)] },
]);
