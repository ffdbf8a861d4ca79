/**
 * One process per data directory.
 *
 * On Linux the lock is an abstract socket that the kernel takes back when the process dies, however it dies. Elsewhere it
 * is a file with the holder's pid, which counts only while that process lives.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, realpathSync, rmSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Another process holds the directory. */
export class DirectoryInUse extends Error {
  constructor(directory: string) {
    super(`another process is using ${directory}; stop it, or choose another DATA_DIR`);
    this.name = 'DirectoryInUse';
  }
}

export type Unlock = () => Promise<void>;

/** @throws DirectoryInUse when the directory is taken */
export function lockDirectory(directory: string): Promise<Unlock> {
  const path = realpathSync(directory);
  return process.platform === 'linux' ? lockBySocket(path) : lockByFile(path);
}

async function lockBySocket(path: string): Promise<Unlock> {
  const name = `\0${createHash('sha256').update(path).digest('hex')}`;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new DirectoryInUse(path) : error),
    );
    server.listen(name, resolve);
  });
  return () => new Promise((resolve) => server.close(() => resolve()));
}

async function lockByFile(path: string): Promise<Unlock> {
  const file = join(path, 'lock');
  if (isHeld(file)) throw new DirectoryInUse(path);
  rmSync(file, { force: true });
  const descriptor = openSync(file, 'wx', 0o600);
  writeSync(descriptor, String(process.pid));
  closeSync(descriptor);
  return async () => rmSync(file, { force: true });
}

function isHeld(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
