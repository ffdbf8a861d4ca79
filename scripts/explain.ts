/** `npm run explain -- CODE`: what an error code, ours or a foreign one, means and what to do about it. */
import { spawnSync } from 'node:child_process';

const { status } = spawnSync('node', ['packages/errors/bin/explain.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
