/** The published types: declarations of our packages side by side, over the contract in plain words. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { flatContract } from './flat-types.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const TSC = join(ROOT, 'node_modules', '.bin', 'tsc');

/** Where our packages stand among the published types. */
const HOMES: Readonly<Record<string, string>> = {
  '@faultline/contract': 'contract/index',
  '@faultline/errors': 'errors/index',
  '@faultline/errors/messages': 'errors/messages/index',
  '@faultline/errors/messages/es': 'errors/messages/es',
  '@faultline/errors/messages/fr': 'errors/messages/fr',
  '@faultline/errors/messages/de': 'errors/messages/de',
};

/**
 * @param stage - A new folder below this package, so that its dependencies are found; left for the caller to remove.
 * @param dir - Where the declarations go.
 */
export function declareClient(stage: string, dir: string): void {
  for (const name of ['client', 'errors']) {
    const source = join(ROOT, 'packages', name, 'src');
    const isWanted = (path: string): boolean => !/\.test\.ts$|\/testing(\/|$)/.test(path);
    cpSync(source, join(stage, name), { recursive: true, filter: isWanted });
  }
  for (const internal of ['index.ts', 'lp-client.ts']) rmSync(join(stage, 'client', internal));
  mkdirSync(join(stage, 'contract'), { recursive: true });
  writeFileSync(join(stage, 'contract', 'index.ts'), flatContract());
  writeFileSync(join(stage, 'tsconfig.json'), JSON.stringify(tsconfig(dir)));
  execFileSync(TSC, ['-p', stage], { stdio: 'inherit' });
  for (const file of declarationsIn(dir)) {
    const text = readFileSync(join(dir, file), 'utf8');
    writeFileSync(join(dir, file), withPublishedImports(file, text));
  }
}

const tsconfig = (dir: string): object => ({
  extends: join(ROOT, 'tooling', 'tsconfig', 'base.json'),
  compilerOptions: {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rootDir: '.',
    outDir: dir,
    lib: ['esnext', 'dom', 'dom.iterable'],
    types: [],
    paths: Object.fromEntries(
      Object.entries(HOMES).map(([name, home]) => [name, [`./${home}.ts`]]),
    ),
  },
  files: ['client/public.ts', 'client/messages/index.ts', 'client/react/index.ts'].concat(
    ['es', 'fr', 'de'].map((locale) => `client/messages/${locale}.ts`),
  ),
});

const declarationsIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));

const SPECIFIER = /(?<=(?:from |import\(|import )['"])[^'"]+(?=['"])/g;

/** Published declarations name each other by relative paths that end in `.js`, as every resolution understands. */
const withPublishedImports = (file: string, text: string): string =>
  text.replaceAll(SPECIFIER, (specifier) => {
    const home = HOMES[specifier];
    return home === undefined
      ? specifier.replace(/^(\..*)\.ts$/, '$1.js')
      : `${relativeTo(file, home)}.js`;
  });

function relativeTo(file: string, home: string): string {
  const path = relative(dirname(file), home).split(sep).join(posix.sep);
  return path.startsWith('.') ? path : `./${path}`;
}
