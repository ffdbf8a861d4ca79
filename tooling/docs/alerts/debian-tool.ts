/**
 * promtool and amtool for the tests: the machine's own, or else out of Debian's packages, of which nothing is installed and
 * nothing runs. What was fetched once is kept beside what pnpm installs.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../tidy/sources.ts';

const KEPT = join(ROOT, 'node_modules', '.cache', 'debian-tools');
const FETCH_MAX_MS = 90_000;

const runs = (program: string): boolean =>
  ['--version', 'version'].some(
    (asked) => spawnSync(program, [asked], { stdio: 'ignore' }).status === 0,
  );

const shell = (script: string, cwd: string): boolean =>
  spawnSync('sh', ['-ec', script], { cwd, stdio: 'ignore', timeout: FETCH_MAX_MS }).status === 0;

/** @returns The program's path; `null` where there is none and none can be had, which is said aloud. */
export function debianTool(name: string, debianPackage: string): string | null {
  if (runs(name)) return name;
  const kept = join(KEPT, name);
  if (existsSync(kept) || fetched(name, debianPackage)) return kept;
  process.stderr.write(
    `SKIPPED: what needs ${name}; install Debian's package ${debianPackage} to have it checked\n`,
  );
  return null;
}

function fetched(name: string, debianPackage: string): boolean {
  const work = mkdtempSync(join(tmpdir(), 'faultline-tool-'));
  mkdirSync(KEPT, { recursive: true });
  try {
    const download = `apt-get download ${debianPackage}`;
    // A fresh container has no lists of packages.
    if (!shell(`${download} || { apt-get update -qq && ${download}; }`, work)) return false;
    const [file = ''] = readdirSync(work);
    const unpack = `dpkg-deb --fsys-tarfile ${file} | tar -x ./usr/bin/${name} && mv usr/bin/${name} ${KEPT}/`;
    if (!shell(unpack, work)) return false;
    chmodSync(join(KEPT, name), 0o755);
    return runs(join(KEPT, name));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
