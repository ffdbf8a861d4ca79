/** What is published, as it is published: clean to those who look at packages, as small as promised, typed as the contract is. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientCatalogue } from '@faultline/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flatContract } from './flat-types.ts';
import type * as published from '../src/public.ts';
import { packClient } from './pack.ts';

type Published = typeof published;

const PACKAGE = join(import.meta.dirname, '..');
const bin = (name: string): string => join(PACKAGE, 'node_modules', '.bin', name);

let folder = '';
let tarball = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-pack-'));
  tarball = await packClient(folder);
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the packed client', () => {
  it('has nothing that publint finds wrong', () => {
    const { stdout, status } = spawnSync(bin('publint'), ['--strict', tarball], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  it('has types that every modern resolution finds', () => {
    const args = [tarball, '--profile', 'esm-only', '--format', 'ascii'];
    const { stdout, status } = spawnSync(bin('attw'), args, { encoding: 'utf8' });
    expect({ status, stdout }).toMatchObject({ status: 0 });
  });

  it('names no package of ours, no schema library and no source', () => {
    const listed = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n');
    expect(listed).toContain('package/types/client/public.d.ts');
    expect(listed.filter((path) => /(?<!\.d)\.ts$|\.test\.|lp-client/.test(path))).toEqual([]);
    const files = listed.filter((path) => /\.(js|d\.ts)$/.test(path));
    const imports = files.flatMap((path) =>
      [
        ...readFileSync(join(folder, path), 'utf8').matchAll(
          /(?:from|import) ?\(?["']([@a-z][\w@/.-]*)["']/g,
        ),
      ].map(([, name]) => name),
    );
    expect(new Set(imports)).toEqual(
      new Set([
        '@tanstack/react-query',
        '@trpc/client',
        '@trpc/server',
        '@trpc/server/observable',
        '@trpc/tanstack-react-query',
        'react',
      ]),
    );
  });

  it('still says every failure as the catalogue does, after what only documents show is gone', async () => {
    // Where its dependencies are found.
    const home = mkdtempSync(join(PACKAGE, 'dist', 'published-'));
    cpSync(join(folder, 'package'), home, { recursive: true });
    const { failure, speak } = (await import(join(home, 'index.js'))) as Published;
    const say = await speak('en');
    const silent = Object.keys(clientCatalogue).filter(
      (code) => say({ code, details: {} } as never).solution.length === 0,
    );
    rmSync(home, { recursive: true });
    expect(silent).toEqual([]);
    expect(failure(new SyntaxError('<html>'))).toMatchObject({
      code: 'UNKNOWN_ERROR',
      retry: { kind: 'same-key' },
    });
  });
});

const SAME = `
type Row = { _def: { type: string; $types: { input: unknown; output: unknown; errorShape: unknown } } };
type Facts<R> = { [K in keyof R]: R[K] extends Row
  ? [R[K]['_def']['type'], R[K]['_def']['$types']['input'], R[K]['_def']['$types']['output'], R[K]['_def']['$types']['errorShape']]
  : Facts<R[K]> };
type FlatFacts = Facts<Flat['_def']['record']>;
type RealFacts = Facts<Real['_def']['record']>;
declare let flat: FlatFacts;
declare let real: RealFacts;
flat = real;
real = flat;
// @ts-expect-error so that the comparison is known to bite
const wrong: FlatFacts['orders']['placeMarket'][1] = { symbol: 'EURUSD', side: 'BUY', volume: '0.1' };
export { wrong };
`;

describe('the contract in plain types', () => {
  it('is the contract', () => {
    const own = mkdtempSync(join(PACKAGE, 'dist', 'same-'));
    writeFileSync(join(own, 'flat.ts'), flatContract());
    const imports = `import type { OrderRouter as Real } from '@faultline/contract';\nimport type { OrderRouter as Flat } from './flat.ts';\n`;
    writeFileSync(join(own, 'same.ts'), imports + SAME);
    const base = join(PACKAGE, '..', '..', 'tooling', 'tsconfig', 'base.json');
    writeFileSync(join(own, 'tsconfig.json'), JSON.stringify({ extends: base, include: ['*.ts'] }));
    const tsc = join(PACKAGE, '..', '..', 'node_modules', '.bin', 'tsc');
    const { stdout, status } = spawnSync(tsc, ['-p', own], { encoding: 'utf8' });
    rmSync(own, { recursive: true });
    expect({ status, stdout: stdout.slice(0, 2_000) }).toEqual({ status: 0, stdout: '' });
  });
});
