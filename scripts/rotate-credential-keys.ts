/** `npm run rotate-credential-keys`: a new key seals the passwords of MT5 instances; `-- --drop-old` forgets unused ones. */
import { spawnSync } from 'node:child_process';

const script = 'apps/lp-service/src/adapters/mt5/rotate-keys/main.ts';
const { status } = spawnSync('node', [script, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
