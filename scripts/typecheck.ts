/** `npm run typecheck`: the compiler over every package, cached by turbo. */
import { runSteps } from './steps.ts';

runSteps([{ name: 'types', command: ['turbo', 'run', 'typecheck'] }]);
