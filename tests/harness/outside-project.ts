/** A project of somebody else's, in a folder of its own: it has the packed client and what that asks for, and nothing of ours. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packClient } from '../../packages/client/build/pack.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLES = join(ROOT, 'examples');
const MODULES = join(ROOT, 'packages', 'client', 'node_modules');

export interface OutsideProject {
  readonly folder: string;
  /** Copies a file or folder of examples/ into it. */
  readonly bring: (name: string) => void;
  /** Runs a program in it; answers with what it printed, and throws with all of that when it fails. */
  readonly run: (program: string, args: readonly string[], env?: Record<string, string>) => string;
  readonly remove: () => void;
}

/** As strict as TypeScript gets, and without our settings. */
const TSCONFIG = {
  compilerOptions: {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    module: 'nodenext',
    target: 'esnext',
    lib: ['esnext', 'dom', 'dom.iterable'],
    types: ['node'],
    noEmit: true,
  },
  include: ['**/*.ts'],
  exclude: ['node_modules'],
};

/** Installed by npm, without a registry: what the client depends on comes packed, too. */
export async function installedProject(): Promise<OutsideProject> {
  const project = emptyProject();
  const tarball = await packClient(project.folder);
  const foreign = ['client', 'server'].map((name) => join(MODULES, '@trpc', name));
  project.run('npm', [
    'pack',
    '--ignore-scripts',
    '--silent',
    ...foreign.map((path) => realpathSync(path)),
  ]);
  const flags = ['--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', '--ignore-scripts'];
  project.run('sh', ['-c', `npm install ${flags.join(' ')} ${tarball} ./trpc-*.tgz`]);
  link(project.folder, join(ROOT, 'node_modules'), ['@types/node']);
  return project;
}

/** With everything that a React page needs; other people's packages are where this repository has them. */
export async function pageProject(): Promise<OutsideProject> {
  const project = emptyProject();
  const home = join(project.folder, 'node_modules', '@faultline', 'client');
  mkdirSync(home, { recursive: true });
  const tarball = await packClient(project.folder);
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  const names = ['client', 'server', 'tanstack-react-query'].map((name) => `@trpc/${name}`);
  const others = [
    '@tanstack/react-query',
    'react',
    'react-dom',
    '@types/react',
    '@types/react-dom',
  ];
  link(project.folder, MODULES, [...names, ...others]);
  link(project.folder, join(ROOT, 'node_modules'), ['@types/node']);
  return project;
}

function emptyProject(): OutsideProject {
  const folder = mkdtempSync(join(tmpdir(), 'outside-project-'));
  writeFileSync(join(folder, 'package.json'), '{"name":"outside","private":true,"type":"module"}');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  return {
    folder,
    bring: (name) => cpSync(join(EXAMPLES, name), join(folder, name), { recursive: true }),
    run: (program, args, env = {}) => {
      const done = spawnSync(program, args, {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      if (done.status !== 0)
        throw new Error(`${program} ${args.join(' ')}:\n${done.stdout}\n${done.stderr}`);
      return done.stdout;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function link(folder: string, modules: string, names: readonly string[]): void {
  for (const name of names) {
    const place = join(folder, 'node_modules', name);
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(realpathSync(join(modules, name)), place);
  }
}

export const TSC = join(ROOT, 'node_modules', '.bin', 'tsc');
export const VITE = join(MODULES, '.bin', 'vite');
