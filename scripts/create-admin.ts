/** `npm run create-admin -- NAME`: the first administrator of a house without demo data; the password comes on standard input. */
import { spawnSync } from 'node:child_process';

const script = 'apps/order-service/src/adapters/create-admin/main.ts';
const { status } = spawnSync('node', [script, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
