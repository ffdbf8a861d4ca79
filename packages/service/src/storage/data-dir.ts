/** A directory that one process owns: locked before anything in it is opened, free again when that process dies. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.ts';

export class DataDirTaken extends StartRefused {
  constructor(directory: string) {
    super(`another process already uses ${directory}; stop it or choose another DATA_DIR`);
    this.name = 'DataDirTaken';
  }
}

export interface DataDir {
  readonly path: string;
  readonly release: () => Promise<void>;
}

/**
 * Makes `root/name` and locks it.
 *
 * On Linux the lock is an abstract Unix socket named after the directory: the kernel takes it back however the process
 * dies, and no stale file ever has to be explained. Elsewhere it is a file with the owner's process id, which counts only
 * while that process lives.
 *
 * @throws DataDirTaken when another process holds it.
 */
export async function openDataDir(root: string, name: string): Promise<DataDir> {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = realpathSync(directory);
  return process.platform === 'linux' ? lockBySocket(path) : lockByFile(path);
}

async function lockBySocket(path: string): Promise<DataDir> {
  const address = `\0faultline-${createHash('sha256').update(path).digest('hex')}`;
  const lock = createServer();
  lock.unref();
  await new Promise<void>((resolve, reject) => {
    lock.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new DataDirTaken(path) : error),
    );
    lock.listen(address, resolve);
  });
  return { path, release: async () => close(lock) };
}

async function close(lock: Server): Promise<void> {
  await new Promise<void>((resolve) => lock.close(() => resolve()));
}

/** Exported for its own test: the machine that runs the tests is a Linux one. */
export function lockByFile(path: string): DataDir {
  const file = join(path, 'lock');
  if (isHeld(file)) throw new DataDirTaken(path);
  rmSync(file, { force: true });
  writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 });
  return { path, release: async () => rmSync(file, { force: true }) };
}

function isHeld(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
