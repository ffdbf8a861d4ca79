/**
 * What typed errors cost the compiler: a client of 40 procedures over a catalogue of 60 codes, checked with every error
 * declared, raised and matched, and once more without. Generated into a temporary folder around copies of our own types.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue, type Code, COMMON_CODES } from '@faultline/errors';
import { ROOT } from '../tidy/sources.ts';

const PROCEDURES = 40;
const CODES = 60;
const ROUNDS = 5;

const ownCodes = Object.keys(catalogue) as Code[];
const invented = Array.from(
  { length: CODES - ownCodes.length },
  (_, index) => `INVENTED_${index + 1}`,
);
const declared = [
  ...ownCodes.filter((code) => !COMMON_CODES.some((common) => common === code)),
  ...invented,
];

const inventedRow = (code: string): string => `  ${code}: row({
    http: 400, category: 'TRADING', outcome: 'NOT_APPLIED', retry: never,
    details: { symbol: text('A symbol.'), volume: lots('A volume.'), level: optional(price('A level.')) },
    message: 'It failed', solution: ['Try something else.'],
  }),`;

/** Copies of our packages' sources, with a catalogue that has grown to the size. */
function copyPackages(folder: string): void {
  for (const name of ['errors', 'contract', 'client']) {
    cpSync(join(ROOT, 'packages', name, 'src'), join(folder, name), { recursive: true });
  }
  writeFileSync(
    join(folder, 'errors', 'catalogue', 'invented.ts'),
    `import { lots, optional, price, text } from '../fields.ts';
import { never, row } from '../spec.ts';
export const invented = {\n${invented.map(inventedRow).join('\n')}\n};\n`,
  );
  const index = join(folder, 'errors', 'catalogue', 'index.ts');
  const grown = readFileSync(index, 'utf8')
    .replace('  ...system,\n', '  ...system,\n  ...invented,\n')
    .replace('import { lp }', "import { invented } from './invented.ts';\nimport { lp }");
  writeFileSync(index, grown);
}

const OPERATION = `z.strictObject({ symbol: z.string(), volume: z.number() })`;

/** @param codes - Declared by every procedure; none for the comparison. */
function contractText(codes: readonly string[]): string {
  const rows = Array.from({ length: PROCEDURES }, (_, index) => {
    const errors = `[${codes.map((code) => `'${code}'`).join(', ')}]`;
    return `  p${index}: mutation({ needs: 'trader', input: ${OPERATION}, output: ${OPERATION}, errors: ${errors} }),`;
  });
  return `import { mutation } from '../contract/op.ts';
import type { RouterOf } from '../contract/router.ts';
import { z } from 'zod';
export const contract = { orders: {\n${rows.join('\n')}\n} };
export type Router = RouterOf<typeof contract>;
`;
}

const CALL = `{ symbol: 'EURUSD', volume: 1 }`;

/** Every call made; with errors also matched, one by one and over all of its codes. */
function callsText(withErrors: boolean): string {
  const cases = declared.map((code) => `    ${code}: (e) => e.details,`).join('\n');
  const calls = Array.from({ length: PROCEDURES }, (_, index) => {
    const call = `client.orders.p${index}.mutate(${CALL})`;
    if (!withErrors) return `export const r${index} = await ${call};`;
    return `const r${index} = await safe(${call});
export const m${index} = r${index}.ok ? r${index}.data : match(r${index}.error, {\n${cases}\n    _: (e) => e.message,\n  });`;
  });
  return `import { ${withErrors ? 'match, safe' : 'createOrderClient'} } from '@faultline/client';
import type { TRPCClient } from '@trpc/client';
import type { Router } from './contract.ts';
declare const client: TRPCClient<Router>;
${withErrors ? '' : 'export { createOrderClient };'}
${calls.join('\n')}
`;
}

const modulesOf = (name: string): string => join(ROOT, 'packages', name, 'node_modules');

function project(folder: string, withErrors: boolean): string {
  const own = join(folder, withErrors ? 'typed' : 'plain');
  mkdirSync(own);
  writeFileSync(join(own, 'contract.ts'), contractText(withErrors ? declared : []));
  writeFileSync(join(own, 'calls.ts'), callsText(withErrors));
  const at = (path: string): string[] => [path];
  const paths = {
    '@faultline/errors': at(join(folder, 'errors', 'index.ts')),
    '@faultline/contract': at(join(folder, 'contract', 'index.ts')),
    '@faultline/client': at(join(folder, 'client', 'index.ts')),
    zod: at(join(modulesOf('contract'), 'zod')),
    '@trpc/client': at(join(modulesOf('client'), '@trpc/client')),
    '@trpc/server': at(join(modulesOf('client'), '@trpc/server')),
  };
  const options = {
    paths,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules', '@types')],
    lib: ['esnext', 'dom'],
    module: 'esnext',
    moduleResolution: 'bundler',
  };
  const tsconfig = {
    extends: join(ROOT, 'tooling', 'tsconfig', 'base.json'),
    compilerOptions: options,
    include: ['*.ts'],
  };
  writeFileSync(join(own, 'tsconfig.json'), JSON.stringify(tsconfig));
  writeFileSync(join(own, 'package.json'), '{"type":"module"}');
  return own;
}

/** Seconds that one check takes; a project that does not compile has no figure. */
function secondsOf(own: string): number {
  const startedAt = performance.now();
  const { status, stdout } = spawnSync(join(ROOT, 'node_modules', '.bin', 'tsc'), ['-p', own], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the generated project does not compile:\n${stdout}`);
  return (performance.now() - startedAt) / 1_000;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value: number): number => Math.round(value * 100) / 100;

const folder = mkdtempSync(join(tmpdir(), 'faultline-types-'));
try {
  copyPackages(folder);
  const [typed, plain] = [project(folder, true), project(folder, false)];
  // Alternately, so that a noisy moment hits both.
  const rounds = Array.from(
    { length: ROUNDS },
    () => [secondsOf(typed), secondsOf(plain)] as const,
  );
  const withErrors = median(rounds.map(([one]) => one));
  const without = median(rounds.map(([, other]) => other));
  const figures = {
    bench: 'type-check',
    procedures: PROCEDURES,
    codes: CODES,
    withErrorsSec: rounded(withErrors),
    withoutSec: rounded(without),
    ratio: rounded(withErrors / without),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
