/** `npm run rotate-keys`: a new key signs tokens from now on, without a restart; `-- --drop-old` when the old one was stolen. */
import { spawnSync } from 'node:child_process';

const script = 'apps/order-service/src/adapters/auth/rotate-keys/main.ts';
const { status } = spawnSync('node', [script, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
