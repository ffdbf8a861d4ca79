/** `npm run bench`: each package's benchmarks, one after the other, because they share two cores; then every goal, judged. */
import { spawn } from 'node:child_process';
import { figuresIn, judged } from '../tooling/bench/goals.ts';

const TURBO = ['run', 'bench', '--concurrency=1', '--output-logs=full', '--log-prefix=none'];

const child = spawn('turbo', TURBO, { stdio: ['ignore', 'pipe', 'inherit'] });
let output = '';
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  output += text;
  process.stdout.write(text);
});
child.on('close', (status) => {
  const goals = judged(figuresIn(output));
  const unmet = goals.filter(({ met }) => !met).map(({ what }) => what);
  process.stdout.write(`${JSON.stringify({ summary: 'bench', unmet, goals }, null, 2)}\n`);
  process.exitCode = status ?? 1;
});
