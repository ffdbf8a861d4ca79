/** Keys in a file that only its owner may read. */
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeySet, KeyStore } from './key-set.ts';

export function keyFile(directory: string): KeyStore {
  const file = join(directory, 'signing-keys.json');
  /** Written beside and moved: whoever reads meanwhile sees the old keys or the new ones, never half of them. */
  const write = (keys: KeySet, moveIn: (fresh: string) => void): void => {
    const fresh = `${file}.${process.pid}`;
    rmSync(fresh, { force: true });
    writeFileSync(fresh, JSON.stringify(keys), { flag: 'wx', mode: 0o600 });
    try {
      moveIn(fresh);
    } finally {
      rmSync(fresh, { force: true });
    }
  };
  return {
    read: async () =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeySet) : null,
    create: async (keys) => write(keys, (fresh) => linkUnlessThere(fresh, file)),
    replace: async (keys) => write(keys, (fresh) => renameSync(fresh, file)),
  };
}

function linkUnlessThere(fresh: string, file: string): void {
  try {
    linkSync(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
