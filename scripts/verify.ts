/** `npm run verify -- DATA_DIR`: whether the ledger and the audit log of a stopped order service are whole. */
import { spawnSync } from 'node:child_process';

const script = 'apps/order-service/src/adapters/verify/main.ts';
const { status } = spawnSync('node', [script, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
