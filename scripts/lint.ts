/** `npm run lint`: the type-aware lint alone. */
import { runSteps } from './steps.ts';

runSteps([{ name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings'] }]);
