/**
 * `npm run secrets`: makes the secrets of docker-compose.yml in deploy/secrets, each readable by its owner only. What is there
 * already stays as it is. Run it as the user whose id FAULTLINE_UID names (1000), or hand the files over to that user.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', process.argv[2] ?? join('deploy', 'secrets'));
const random = (): string => randomBytes(32).toString('base64url');

/** Returns what the file holds, which is what was there before if there was something. */
function keep(name: string, text: string): string {
  const file = join(folder, name);
  if (!existsSync(file)) {
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
    process.stdout.write(`made ${file}\n`);
  }
  return readFileSync(file, 'utf8').trim();
}

mkdirSync(folder, { recursive: true, mode: 0o700 });
const postgres = keep('postgres_password', random());
const redis = keep('redis_password', random());
keep('database_url', `postgres://faultline:${postgres}@postgres:5432/faultline`);
keep('redis_url', `redis://:${redis}@redis:6379`);
keep('service_token', random());
keep('credential_keys', JSON.stringify({ active: 'k1', keys: { k1: random() } }));
// Whom the LP service begins with; it does not start in production without one: docs/operations.md.
keep('lp_providers', '[]');
// Passwords, keys and hours of FIX sessions: docs/fix.md.
keep('lp_sessions', '{}');
keep('grafana_password', random());
