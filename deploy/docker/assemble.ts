/**
 * `node deploy/docker/assemble.ts APP TARGET`: what one app needs of this repository, and nothing else: itself, the packages
 * of ours that it depends on, the lockfile. Without tests, benchmarks and development dependencies.
 *
 * `pnpm deploy` would copy our packages below node_modules, where Node strips no types; here they stay where they are.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..', '..');
const [app = '', target = ''] = process.argv.slice(2);
if (app === '' || target === '') throw new Error('usage: assemble.ts APP TARGET');

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

const folders = new Map(
  ['packages', 'apps'].flatMap((parent) =>
    readdirSync(join(root, parent))
      .map((name) => join(parent, name))
      .filter((folder) => existsSync(join(root, folder, 'package.json')))
      .map((folder) => [manifestOf(folder).name, folder] as const),
  ),
);

/** The folders of a package and of all of ours that it depends on. */
function needed(name: string, seen = new Set<string>()): Set<string> {
  const folder = folders.get(name);
  if (folder === undefined || seen.has(folder)) return seen;
  seen.add(folder);
  for (const other of Object.keys(manifestOf(folder).dependencies ?? {})) needed(other, seen);
  return seen;
}

const LEFT_OUT = new Set(['node_modules', 'dist', 'bench', 'nightly', 'testing', 'scenarios']);
const isNeeded = (path: string): boolean =>
  !LEFT_OUT.has(basename(path)) && !/\.test(-d)?\.ts$/.test(path);

const wanted = needed(`@faultline/${app}`);
if (wanted.size === 0) throw new Error(`there is no app ${app}`);
for (const folder of wanted) {
  cpSync(join(root, folder), join(target, folder), { recursive: true, filter: isNeeded });
}
for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
  mkdirSync(dirname(join(target, file)), { recursive: true });
  writeFileSync(join(target, file), readFileSync(join(root, file)));
}
process.stdout.write(`${[...wanted].join('\n')}\n`);
