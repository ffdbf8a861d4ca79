/**
 * `npm run nightly`: the audit, then what takes too long for `npm test`, one JSON line each. A run that goes wrong fails the task,
 * and an advisory of last night keeps no long run from its turn.
 */
import { runStep, type Step } from './steps.ts';

const steps: readonly Step[] = [
  { name: 'audit', command: ['node', 'scripts/audit.ts'] },
  {
    name: 'nightly',
    command: ['turbo', 'run', 'nightly', '--concurrency=1', '--output-logs=new-only'],
  },
];

const codes = steps.map(runStep);
process.exit(codes.find((code) => code !== 0) ?? 0);
