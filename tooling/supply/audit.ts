/** The audit gate: the registry's word where it can be had, else the snapshot's. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../tidy/sources.ts';
import { findings, installedPackages, isAccepted, lineOf, snapshot } from './advisories.ts';

export interface Verdict {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** `null` when it gave none: no network, or a registry without this endpoint. */
type Answer = Verdict | { readonly ok: null; readonly lines: readonly string[] };

/** A dead network is tried once more and then believed; pnpm's own two retries take over a minute. */
const RETRIES = { pnpm_config_fetch_retries: '1' };

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/**
 * High and critical ones in production. pnpm exits with 1 for a finding and for a registry that does not answer; only a report
 * is on standard output.
 */
function askRegistry(options: readonly string[]): Promise<Answer> {
  const pnpm = join(ROOT, 'node_modules', '.bin', 'pnpm');
  const args = ['audit', '--prod', '--audit-level', 'high', ...options];
  const env = { ...process.env, ...RETRIES, CI: 'true' };
  return new Promise((resolve) => {
    execFile(pnpm, args, { cwd: ROOT, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const report = linesOf(stdout);
      if (report.length > 0) resolve({ ok: error === null, lines: report });
      else resolve({ ok: null, lines: linesOf(stderr || (error?.message ?? '')) });
    });
  });
}

/** What the snapshot says of everything that is locked, tools included. */
export function auditSnapshot(installed = installedPackages()): Verdict {
  const found = findings(installed, snapshot.advisories);
  const open = found.filter((one) => !isAccepted(one));
  const { takenOn, sourcesReach, advisories } = snapshot;
  const summary =
    `${advisories.length} advisories, taken on ${takenOn} from sources that reach to ${sourcesReach}, against ` +
    `${installed.length} packages: ${open.length} open, ${found.length - open.length} accepted.`;
  return { ok: open.length === 0, lines: [...found.map(lineOf), summary] };
}

/** @param options more options of `pnpm audit`, such as another registry */
export async function audit(options: readonly string[] = []): Promise<Verdict> {
  const { ok, lines } = await askRegistry(options);
  if (ok !== null) return { ok, lines };
  const offline = auditSnapshot();
  return {
    ok: offline.ok,
    lines: [
      'The registry gave no audit, so the snapshot decides. It said:',
      ...lines,
      ...offline.lines,
    ],
  };
}
