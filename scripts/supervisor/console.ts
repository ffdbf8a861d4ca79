/** The console's files, built when they are missing or older than their source; a start with fresh ones costs a few milliseconds. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const STAMP = '.stamp';
/** What ends up in the page. */
const SOURCES = [
  'apps/console/src',
  'apps/console/public',
  'apps/console/index.html',
  'apps/console/vite.config.ts',
  'packages/client/src',
  'packages/contract/src',
  'packages/errors/src',
  'pnpm-lock.yaml',
];

/** Resolves with the folder to hand out, or with the reason why there is none: the API needs no page. */
export async function consoleFiles(
  root: string,
  say: (line: string) => void,
): Promise<{ readonly dir: string } | { readonly problem: string }> {
  const home = join(root, 'apps', 'console');
  const dir = join(home, 'dist');
  const stamp = stampOf(root);
  if (existsSync(join(dir, STAMP)) && readFileSync(join(dir, STAMP), 'utf8') === stamp) {
    return { dir };
  }
  say('building the console (once; its source is new here) …');
  // Built aside and moved in one step: whoever starts at the same time sees the old page or the new one, never half of one.
  const aside = join(home, `dist-${process.pid}`);
  const problem = await build(home, aside);
  if (problem !== null) {
    rmSync(aside, { recursive: true, force: true });
    return { problem };
  }
  writeFileSync(join(aside, STAMP), stamp);
  rmSync(dir, { recursive: true, force: true });
  renameSync(aside, dir);
  return { dir };
}

/** Names, sizes and times of all sources: reading them all would take longer than it tells. */
function stampOf(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) addTo(hash, join(root, source));
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const facts = statSync(path);
  if (!facts.isDirectory()) {
    hash.update(`${path} ${facts.size} ${facts.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(path).toSorted()) addTo(hash, join(path, name));
}

/** Null when it worked; else the last line that the builder said. */
async function build(home: string, outDir: string): Promise<string | null> {
  const vite = join(home, 'node_modules', 'vite', 'bin', 'vite.js');
  const child = spawn(
    process.execPath,
    [vite, 'build', '--outDir', outDir, '--logLevel', 'error'],
    {
      cwd: home,
      stdio: ['ignore', 'ignore', 'pipe'],
      // Whatever the services run as, the page is for use.
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code) =>
      resolve(code === 0 ? null : (said.trim().split('\n').at(-1) ?? `exit ${code}`)),
    );
  });
}
