/** The repository's own TypeScript files, read and parsed once for all tidy tests. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface Source {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
}

export interface Import {
  readonly from: string;
  /** A path from the root for a file of ours, else the package as it is written. */
  readonly to: string;
}

/** Tracked files and new ones that git does not ignore. */
export function filesOf(...patterns: string[]): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...patterns],
    { cwd: ROOT, encoding: 'utf8' },
  );
  return listed.split('\n').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

export const isGenerated = (path: string): boolean => path.endsWith('.gen.ts');
export const isTest = (path: string): boolean => /\.test(-d)?\.ts$|\/testing\//.test(path);

export const sources: readonly Source[] = filesOf('*.ts', '*.tsx', '*.mjs').map((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return { path, text, lines: text.split('\n').length - 1 };
});

export const imports: readonly Import[] = sources.flatMap(({ path, text }) =>
  specifiersIn(path, text).map((specifier) => ({ from: path, to: targetOf(path, specifier) })),
);

function specifiersIn(path: string, text: string): string[] {
  const { module } = parseSync(path, text);
  const dynamic = module.dynamicImports.map(({ moduleRequest }) =>
    text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, ''),
  );
  return [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...dynamic,
  ];
}

function targetOf(from: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(dirname(from), specifier) : specifier;
}
