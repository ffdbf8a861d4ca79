/**
 * Builds what is published and packs it: `node build/pack.ts [folder]` leaves `faultline-client-x.y.z.tgz` there, which any
 * project can install.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleClient, ENTRIES } from './bundle.ts';
import { declareClient } from './declarations.ts';
import { type Manifest, publishedManifest } from './manifest.ts';

const PACKAGE = join(import.meta.dirname, '..');
const DIST = join(PACKAGE, 'dist');

/** @returns The path of the tarball. */
export async function packClient(folder: string): Promise<string> {
  mkdirSync(DIST, { recursive: true });
  // Below this package, so that its dependencies are found; one for each run, so that two never meet.
  const work = mkdtempSync(join(DIST, 'pack-'));
  try {
    const published = join(work, 'package');
    await bundleClient(published);
    declareClient(join(work, 'stage'), join(published, 'types'));
    const own = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as Manifest;
    const manifest = publishedManifest(own, Object.keys(ENTRIES));
    writeFileSync(join(published, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    cpSync(join(PACKAGE, 'README.md'), join(published, 'README.md'));
    return packed(published, resolve(folder));
  } finally {
    rmSync(work, { recursive: true });
  }
}

function packed(published: string, folder: string): string {
  const told = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: published,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename } = { filename: '' }] = Object.values(
    JSON.parse(told) as { filename: string }[],
  );
  return join(folder, filename);
}

if (import.meta.main) {
  process.stdout.write(`${await packClient(process.argv[2] ?? DIST)}\n`);
}
