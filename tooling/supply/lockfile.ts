/** What production runs of other people's work: everything that the apps' dependencies reach in the lockfile. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { ROOT } from '../tidy/sources.ts';

export interface Package {
  readonly name: string;
  readonly version: string;
}

export interface Component extends Package {
  /** As package.json has it; `null` when nobody says. */
  readonly licence: string | null;
  /** SHA-512 in hex. */
  readonly sha512: string;
  /** `name@version` of what it needs itself. */
  readonly needs: readonly string[];
}

type Versions = Readonly<Record<string, string>>;
interface Importer {
  readonly dependencies?: Readonly<Record<string, { readonly version: string }>>;
}
interface Lockfile {
  readonly importers: Readonly<Record<string, Importer>>;
  readonly packages: Readonly<
    Record<string, { readonly resolution: { readonly integrity: string } }>
  >;
  readonly snapshots: Readonly<
    Record<string, { readonly dependencies?: Versions; readonly optionalDependencies?: Versions }>
  >;
}

const lockfile = parse(readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')) as Lockfile;

const isApp = (folder: string): boolean => folder.startsWith('apps/');

/** `react@19.3.1` of `react-dom@19.3.1(react@19.3.1)`. */
const plain = (key: string): string => key.replace(/\(.*$/, '');

/** Keys of snapshots that the apps need themselves or through packages of ours. */
function roots(): Set<string> {
  const keys = new Set<string>();
  const seen = new Set<string>();
  const visit = (folder: string): void => {
    if (seen.has(folder)) return;
    seen.add(folder);
    for (const [name, { version }] of Object.entries(
      lockfile.importers[folder]?.dependencies ?? {},
    )) {
      if (version.startsWith('link:')) visit(posix.join(folder, version.slice('link:'.length)));
      else keys.add(`${name}@${version}`);
    }
  };
  Object.keys(lockfile.importers).filter(isApp).forEach(visit);
  return keys;
}

/** `@fastify/cors`, `11.4.3` of `@fastify/cors@11.4.3`. */
function nameAndVersion(id: string): Package {
  const at = id.lastIndexOf('@');
  return { name: id.slice(0, at), version: id.slice(at + 1) };
}

/** Everything that is locked, whatever it is for: tools and builds for other machines too. */
export const lockedPackages = (): readonly Package[] =>
  Object.keys(lockfile.packages).map(nameAndVersion);

/** Sorted by name and version. */
export function productionComponents(): readonly Component[] {
  const found = new Map<string, Component>();
  const visit = (key: string, parentLicence: string | null): void => {
    const id = plain(key);
    // Of types nothing runs.
    if (found.has(id) || id.startsWith('@types/')) return;
    const { dependencies = {}, optionalDependencies = {} } = lockfile.snapshots[key] ?? {};
    const needs = Object.entries({ ...dependencies, ...optionalDependencies }).map(
      ([name, version]) => `${name}@${version}`,
    );
    const { name, version } = nameAndVersion(id);
    // What is not installed here is a build of its parent for another machine.
    const licence = licenceOf(id, name) ?? parentLicence;
    const sha512 = hexOf(lockfile.packages[id]?.resolution.integrity ?? '');
    found.set(id, { name, version, licence, sha512, needs: needs.map(plain).toSorted() });
    for (const need of Object.entries(dependencies)) visit(need.join('@'), null);
    for (const build of Object.entries(optionalDependencies)) visit(build.join('@'), licence);
  };
  for (const key of roots()) visit(key, null);
  return [...found.values()].toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

export const idOf = ({ name, version }: Package): string => `${name}@${version}`;

const hexOf = (integrity: string): string =>
  Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex');

/** Folders of pnpm's store here; one with peers is `react-dom@19.3.1_react@19.3.1`. */
const store = join(ROOT, 'node_modules', '.pnpm');
const stored = existsSync(store) ? readdirSync(store) : [];

function licenceOf(id: string, name: string): string | null {
  const folder = id.replaceAll('/', '+');
  const place = stored.find((one) => one === folder || one.startsWith(`${folder}_`));
  if (place === undefined) return null;
  const file = join(store, place, 'node_modules', name, 'package.json');
  const { license } = JSON.parse(readFileSync(file, 'utf8')) as { license?: unknown };
  return typeof license === 'string' ? license : null;
}
