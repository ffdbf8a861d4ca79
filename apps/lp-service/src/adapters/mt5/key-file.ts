/** The keys of the vault in a file that only its owner may read, or in the environment. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { StartRefused } from '@faultline/service';
import { z } from 'zod';
import type { VaultKeys } from './vault.ts';

const KEY_BYTES = 32;
const shape = z.strictObject({
  active: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  keys: z.record(z.string().regex(/^[A-Za-z0-9_-]{1,32}$/), z.base64url()),
});
type Stored = z.infer<typeof shape>;

/** `name:base64url`, the one that seals first, separated by commas. Throws for anything else, without repeating it. */
export function keysFromText(text: string): VaultKeys {
  const pairs = text.split(',').map((pair) => pair.split(':', 2));
  const keys = Object.fromEntries(pairs.map(([name = '', key = '']) => [name, key]));
  return keysOf({ active: pairs[0]?.[0] ?? '', keys });
}

const OTHERS = 0o007;

/**
 * Reads the file, and again whenever it has changed; makes it with a first key when there is none.
 *
 * @throws StartRefused when anybody on the machine may read it: then it keeps nothing secret.
 */
export function keysInFile(file: string): () => VaultKeys {
  if (!existsSync(file)) writeKeys(file, withNewKey({ active: '', keys: {} }));
  if ((statSync(file).mode & OTHERS) !== 0) {
    throw new StartRefused(`anybody may read the keys in ${file}: chmod 600 it`);
  }
  let seen = '';
  let known: VaultKeys | null = null;
  return () => {
    // Two keys may be added within one tick of the file system's clock; each makes a file of its own.
    const { ino, mtimeMs, size } = statSync(file);
    const now = `${ino} ${mtimeMs} ${size}`;
    if (known === null || now !== seen) {
      known = keysOf(readStored(file));
      seen = now;
    }
    return known;
  };
}

/** A new key seals from now on; the old ones still open. */
export function addKey(file: string): string {
  const next = withNewKey(existsSync(file) ? readStored(file) : { active: '', keys: {} });
  writeKeys(file, next);
  return next.active;
}

/** @param used - Names of keys that something is still sealed with. Returns those that were dropped. */
export function dropOldKeys(file: string, used: ReadonlySet<string>): string[] {
  const { active, keys } = readStored(file);
  const old = Object.keys(keys).filter((name) => name !== active && !used.has(name));
  const kept = Object.entries(keys).filter(([name]) => !old.includes(name));
  writeKeys(file, { active, keys: Object.fromEntries(kept) });
  return old;
}

function withNewKey({ keys }: Stored): Stored {
  const active = `k${Object.keys(keys).length + 1}-${randomBytes(3).toString('hex')}`;
  return { active, keys: { ...keys, [active]: randomBytes(KEY_BYTES).toString('base64url') } };
}

const readStored = (file: string): Stored => shape.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Written beside and moved: whoever reads meanwhile sees the old keys or the new ones. */
function writeKeys(file: string, stored: Stored): void {
  const fresh = `${file}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(stored), { mode: 0o600 });
  renameSync(fresh, file);
}

function keysOf({ active, keys }: Stored): VaultKeys {
  const bytes = new Map(
    Object.entries(keys).map(([name, key]) => [name, Buffer.from(key, 'base64url')]),
  );
  const wrong = [...bytes].find(([, key]) => key.length !== KEY_BYTES);
  if (wrong !== undefined) throw new Error(`the key ${wrong[0]} does not have ${KEY_BYTES} bytes`);
  if (!bytes.has(active)) throw new Error('the key that is to seal is not among the keys');
  return { active, keys: bytes };
}
