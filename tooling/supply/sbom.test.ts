/** S36: what production is made of is listed whole, under licences that somebody has allowed, and installs without running code. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../tidy/sources.ts';
import { idOf, productionComponents } from './lockfile.ts';
import { LICENCES_ALLOWED, supplyFiles } from './sbom.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const components = productionComponents();

interface Installed {
  readonly dependencies?: Readonly<Record<string, Installed & { readonly version: string }>>;
}

/** What pnpm says is installed for production, below the apps: another witness than our reading of the lockfile. */
function installed(): Set<string> {
  const pnpm = join(ROOT, 'node_modules', '.bin', 'pnpm');
  const args = ['list', '--recursive', '--prod', '--json', '--depth', '99', '--filter', './apps/*'];
  const listed = JSON.parse(
    execFileSync(pnpm, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 }),
  ) as Installed[];
  const found = new Set<string>();
  const visit = ({ dependencies = {} }: Installed): void => {
    for (const [name, one] of Object.entries(dependencies)) {
      if (!one.version.startsWith('link:')) found.add(`${name}@${one.version}`);
      visit(one);
    }
  };
  listed.forEach(visit);
  return found;
}

describe('S36: the bill of materials', () => {
  it.each(supplyFiles())('$path is up to date; if not, run npm run sbom', ({ path, text }) => {
    expect(read(path)).toBe(text);
  });

  it('has everything that pnpm has installed for production, and is no longer than the lockfile', () => {
    const listed = new Set(components.map(idOf));
    const there = installed();
    expect(there.size).toBeGreaterThan(60);
    const unlisted = [...there].filter((one) => !listed.has(one) && !one.startsWith('@types/'));
    expect(unlisted).toEqual([]);
    const { packages } = parse(read('pnpm-lock.yaml')) as { packages: Record<string, object> };
    expect([...listed].filter((one) => !(one in packages))).toEqual([]);
    // Not here: builds for other machines only.
    const elsewhere = [...listed].filter((one) => !there.has(one));
    for (const one of elsewhere) {
      expect([one, packages[one]]).toEqual([
        one,
        expect.objectContaining({ cpu: expect.any(Array) }),
      ]);
    }
  });

  it('is CycloneDX: every part has a type, a name, a package URL of its own, a hash and a licence', () => {
    const bom = JSON.parse(read('sbom.json')) as {
      components: { 'bom-ref': string; purl: string; hashes: { content: string }[] }[];
      dependencies: { ref: string; dependsOn: string[] }[];
    };
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    const refs = bom.components.map((one) => one['bom-ref']);
    expect(new Set(refs).size).toBe(components.length);
    for (const { purl, hashes, ...one } of bom.components) {
      expect(purl).toMatch(/^pkg:npm\/(%40[a-z0-9._-]+\/)?[a-z0-9._-]+@\d+\.\d+\.\d+[\w.+-]*$/i);
      expect(hashes[0]?.content).toMatch(/^[0-9a-f]{128}$/);
      expect(one).toMatchObject({
        type: 'library',
        licenses: [{ license: { id: expect.any(String) } }],
      });
    }
    for (const { ref, dependsOn } of bom.dependencies) {
      expect(refs).toEqual(expect.arrayContaining([ref, ...dependsOn]));
    }
  });

  it.each(components)('$name $version may be used', ({ licence }) => {
    expect([...LICENCES_ALLOWED]).toContain(licence);
  });
});

describe('S36: installing', () => {
  it('runs no script of a package that is not on the list', () => {
    const { allowBuilds } = parse(read('pnpm-workspace.yaml')) as {
      allowBuilds: Record<string, boolean>;
    };
    const allowed = Object.keys(allowBuilds).filter((name) => allowBuilds[name] === true);
    expect(allowed).toEqual(['node']);
  });

  it('takes what the lockfile says, by its hash, wherever it is installed', () => {
    const lines = [read('Dockerfile'), read('scripts/boot.mjs')].join('\n').split('\n');
    const installs = lines.filter((line) => /pnpm install|'install'/.test(line));
    expect(installs.length).toBeGreaterThan(3);
    for (const line of installs) expect(line).toContain('--frozen-lockfile');
    for (const { sha512 } of components) expect(sha512).toHaveLength(128);
  });
});
