/**
 * `npm run backup -- FOLDER`: a copy of everything that cannot be made anew, while the services run: databases and keys.
 * FOLDER is then laid out as a DATA_DIR; with DATABASE_URL (or DATABASE_URL_FILE) it also has `database.dump`.
 *
 * The order service comes first: what the LP service has done since then is asked for again after a restore, while orders that
 * an older LP service did not know would be sent once more. One PostgreSQL database is copied as of one moment.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const env = process.env;
const dataDir = env['DATA_DIR'] ?? './data';
const DATABASES = ['order/order.db', 'lp/lp.db', 'lp/mt5.db', 'simulator/simulator.db'];
/** Worth as much as the databases: keep the backup where the keys may be. */
const KEYS = ['order/signing-keys.json', 'lp/credential-keys.json', 'service-token'];
const BUSY_MS = 10_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** @returns The file's new place; its folder is there, for its owner only. */
function placeOf(folder: string, path: string): string {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
  return place;
}

/** One consistent state, whatever is written meanwhile; nobody who writes waits. */
function copyDatabase(folder: string, path: string): void {
  const place = placeOf(folder, path);
  const database = new DatabaseSync(join(dataDir, path), { readOnly: true, timeout: BUSY_MS });
  database.prepare('VACUUM INTO ?').run(place);
  database.close();
  const copy = new DatabaseSync(place);
  const found = copy.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  copy.close();
  if (found !== 'ok') throw new Error(`the copy of ${path} is not whole: ${String(found)}`);
  say(`${path}: copied, whole`);
}

/** The password goes by the environment, where no list of processes shows it. */
function dumpPostgres(folder: string, address: string): void {
  const url = new URL(address);
  const known = {
    PGHOST: decodeURIComponent(url.hostname),
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGSSLMODE: url.searchParams.get('sslmode') ?? 'prefer',
  };
  const args = ['--format=custom', `--file=${placeOf(folder, 'database.dump')}`];
  const { status, error } = spawnSync('pg_dump', args, {
    env: { ...env, ...known },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`pg_dump ended with ${status ?? error?.message}`);
  say('database.dump: written');
}

function databaseUrl(): string | null {
  const file = env['DATABASE_URL_FILE'];
  return (file === undefined ? env['DATABASE_URL'] : readFileSync(file, 'utf8').trim()) ?? null;
}

function backup(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  const address = databaseUrl();
  if (address !== null && address !== '') dumpPostgres(folder, address);
  const there = (path: string): boolean => existsSync(join(dataDir, path));
  for (const path of DATABASES.filter(there)) copyDatabase(folder, path);
  for (const path of KEYS.filter(there)) {
    copyFileSync(join(dataDir, path), placeOf(folder, path));
    say(`${path}: copied`);
  }
}

const [target] = process.argv.slice(2);
try {
  if (target === undefined) throw new Error('say where to: npm run backup -- FOLDER');
  backup(resolve(target));
} catch (error) {
  process.stderr.write(`backup: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
