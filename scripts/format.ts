/** `npm run format`: rewrites every file in the one format there is. */
import { runSteps } from './steps.ts';

runSteps([{ name: 'format', command: ['oxfmt', '.'] }]);
