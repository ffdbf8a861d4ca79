/** A directory that one process owns: locked before anything in it is opened, released by the kernel at process death. */
import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** For `process.exit` when the data belongs to somebody else: EX_CONFIG of sysexits.h. */
export const DATA_DIR_TAKEN_EXIT = 78;

export class DataDirTaken extends Error {
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
 * The lock is an abstract Unix socket named after the directory: nothing is left behind by `kill -9`, and no stale lock
 * file ever has to be explained.
 *
 * @throws DataDirTaken when another process holds it.
 */
export async function openDataDir(root: string, name: string): Promise<DataDir> {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const real = realpathSync(directory);
  const lock = createServer();
  lock.unref();
  await listen(lock, `\0faultline-${createHash('sha256').update(real).digest('hex')}`, real);
  return { path: real, release: async () => close(lock) };
}

async function listen(lock: Server, address: string, directory: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    lock.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new DataDirTaken(directory) : error),
    );
    lock.listen(address, resolve);
  });
}

async function close(lock: Server): Promise<void> {
  await new Promise<void>((resolve) => lock.close(() => resolve()));
}
