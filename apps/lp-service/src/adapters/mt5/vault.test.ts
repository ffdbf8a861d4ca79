/** Credentials at rest: readable with the right key at the right place only, and sealed anew when the key changes. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Mt5Secrets } from '../../mt5/secrets.ts';
import type { Mt5Ledger } from '../../mt5/ports.ts';
import type { Database } from './database.ts';
import { addKey, dropOldKeys, keysFromText, keysInFile } from './key-file.ts';
import { keysInUse } from './keys-in-use.ts';
import { mt5Ledger } from './ledger.ts';
import { mt5File, openMt5Database } from './open-mt5.ts';
import { newDatabase } from '../../testing/databases.ts';
import { vault } from './vault.ts';

const log = createLogger('test', { level: 'silent' });

let directory: string;
let database: Database;
let ledger: Mt5Ledger;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'faultline-vault-'));
  database = await openMt5Database({ directory, databaseUrl: null }, log);
  ledger = mt5Ledger(database);
});
afterEach(async () => {
  await database.close();
  rmSync(directory, { recursive: true });
});

const file = (): string => join(directory, 'keys.json');
const CANARY = 'canary-password-4417';
const account = { server: 'Demo', login: 5_001 };

/** One bit of the last byte is another. */
function tampered(sealed: string): string {
  const [name = '', text = ''] = sealed.split('.');
  const bytes = Buffer.from(text, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return `${name}.${bytes.toString('base64url')}`;
}

async function keep(secrets: Mt5Secrets): Promise<void> {
  const sealed = secrets.seal('mt5-1', { password: CANARY, token: 'agent' });
  await database.write([
    {
      sql: `INSERT INTO mt5_instances VALUES ('mt5-1', 'Demo', 5001, 'AGENT', ?, ?, '{}', 1, NULL)`,
      values: [sealed.password, sealed.agentToken],
    },
  ]);
  secrets.keep(sealed);
}

describe('S24: the vault', () => {
  it('opens what it sealed, at the place that it is for and nowhere else', () => {
    const { seal, open } = vault(keysInFile(file()));
    const sealed = seal(CANARY, 'mt5-1:password');
    expect(open(sealed, 'mt5-1:password')).toBe(CANARY);
    expect(() => open(sealed, 'mt5-2:password')).toThrow('authenticate');
    expect(() => open(tampered(sealed), 'mt5-1:password')).toThrow('authenticate');
    expect(seal(CANARY, 'mt5-1:password')).not.toBe(sealed);
  });

  it('makes its first key itself, for its owner’s eyes only', () => {
    keysInFile(file());
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is not opened by keys that anybody on the machine may read', () => {
    keysInFile(file());
    chmodSync(file(), 0o644);
    expect(() => keysInFile(file())).toThrow(/anybody may read the keys in .*chmod 600/);
  });

  it('opens nothing of two instances whose secrets were exchanged in the database', async () => {
    const secrets = new Mt5Secrets(vault(keysInFile(file())), ledger);
    await secrets.open();
    const sealed = (id: string) => secrets.seal(id, { password: CANARY, token: null }).password;
    const row = `INSERT INTO mt5_instances VALUES (?, 'Demo', ?, 'AGENT', ?, NULL, '{}', 1, NULL)`;
    await database.write([
      { sql: row, values: ['mt5-1', 5_001, sealed('mt5-2')] },
      { sql: row, values: ['mt5-2', 5_002, sealed('mt5-1')] },
    ]);
    const after = new Mt5Secrets(vault(keysInFile(file())), ledger);
    await after.open();
    for (const id of ['mt5-1', 'mt5-2']) expect(() => after.password(id)).toThrow('authenticate');
  });

  it('lets secrets that cannot be opened hurt their own instance alone', async () => {
    const secrets = new Mt5Secrets(vault(keysInFile(file())), ledger);
    await secrets.open();
    const keep = async (id: string, login: number, place = id): Promise<void> => {
      const sealed = secrets.seal(place, { password: CANARY, token: `agent of ${id}` });
      const row = `INSERT INTO mt5_instances VALUES (?, 'Demo', ?, 'AGENT', ?, ?, '{}', 1, NULL)`;
      await database.write([{ sql: row, values: [id, login, sealed.password, sealed.agentToken] }]);
    };
    await keep('mt5-1', 5_001, 'somewhere else');
    await keep('mt5-2', 5_002);
    const after = new Mt5Secrets(vault(keysInFile(file())), ledger);
    await after.open();
    expect(after.agentOf('agent of mt5-2')).toBe('mt5-2');
    expect(after.agentOf('agent of mt5-1')).toBeNull();
    addKey(file());
    expect(await after.reseal()).toEqual({ count: 2, unreadable: ['mt5-1'] });
    expect(after.password('mt5-2')).toBe(CANARY);
  });

  it('refuses keys that are none', () => {
    expect(() => keysFromText('k1:short')).toThrow('32 bytes');
  });
});

const server = await findPostgres(process.env);

describe.skipIf(server === null)('S24: a rotation on PostgreSQL', () => {
  it('knows the keys in use there, and drops none of them', async () => {
    const shared = await newDatabase(server ?? '');
    const place = { directory, databaseUrl: shared.url };
    const before = await keysInUse(place);
    const tables = await openMt5Database(place, log);
    try {
      const keys = keysInFile(file());
      const secrets = new Mt5Secrets(vault(keys), mt5Ledger(tables));
      await secrets.open();
      const old = keys().active;
      addKey(file());
      expect([before, await keysInUse(place)]).toEqual([new Set(), new Set([old])]);
      expect(dropOldKeys(file(), await keysInUse(place))).toEqual([]);
      await secrets.reseal();
      expect(dropOldKeys(file(), await keysInUse(place))).toEqual([old]);
    } finally {
      await tables.close();
      await shared.drop();
    }
  });
});

describe('S24: a rotation', () => {
  it('seals everything anew, changes no fingerprint, and then needs the old key no more', async () => {
    const keys = keysInFile(file());
    const before = new Mt5Secrets(vault(keys), ledger);
    await before.open();
    await keep(before);
    const fingerprint = before.fingerprint(account, CANARY);
    const old = keys().active;
    addKey(file());
    expect(dropOldKeys(file(), new Set([old]))).toEqual([]);

    expect(await before.reseal()).toEqual({ count: 2, unreadable: [] });
    expect(dropOldKeys(file(), new Set())).toEqual([old]);
    const after = new Mt5Secrets(vault(keysInFile(file())), ledger);
    await after.open();
    expect(after.password('mt5-1')).toBe(CANARY);
    expect(after.agentToken('mt5-1')).toBe('agent');
    expect(after.agentOf('agent')).toBe('mt5-1');
    expect(after.agentOf('stranger')).toBeNull();
    expect(after.fingerprint(account, CANARY)).toBe(fingerprint);
    expect(await after.reseal()).toEqual({ count: 0, unreadable: [] });
  });

  it('leaves no password in the file', async () => {
    const secrets = new Mt5Secrets(vault(keysInFile(file())), ledger);
    await secrets.open();
    await keep(secrets);
    const bytes = [mt5File(directory), `${mt5File(directory)}-wal`].map((one) => readFileSync(one));
    expect(Buffer.concat(bytes).includes(CANARY)).toBe(false);
  });
});
