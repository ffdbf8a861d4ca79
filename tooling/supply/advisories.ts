/** Published advisories as they were known on a day, held against what is locked: the audit that needs no network. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { idOf, lockedPackages, type Package, productionComponents } from './lockfile.ts';

type Severity = 'low' | 'moderate' | 'high' | 'critical';

export interface Advisory {
  /** GHSA, or the CVE where no GHSA is known. */
  readonly id: string;
  readonly cve?: string;
  readonly package: string;
  readonly severity: Severity;
  /** A semver range. */
  readonly vulnerable: string;
  /** The first version of the newest vulnerable line that is not vulnerable any more. */
  readonly patched: string;
  readonly summary: string;
  /** Why it does not matter here. Of high and critical ones in production nothing is accepted. */
  readonly accepted?: string;
}

interface Snapshot {
  readonly takenOn: string;
  /** How new the newest source was on that day: of what was published later it knows nothing. */
  readonly sourcesReach: string;
  readonly advisories: readonly Advisory[];
}

export interface Installed extends Package {
  readonly inProduction: boolean;
}

export interface Finding {
  readonly advisory: Advisory;
  readonly installed: Installed;
}

export const snapshot = JSON.parse(
  readFileSync(join(import.meta.dirname, 'advisories.json'), 'utf8'),
) as Snapshot;

export function installedPackages(): readonly Installed[] {
  const production = new Set(productionComponents().map(idOf));
  return lockedPackages().map((one) => ({ ...one, inProduction: production.has(idOf(one)) }));
}

/** A prerelease counts as lying where its number lies: `1.5.6-r.1` is a release of DuckDB's like any other. */
const isVulnerable = ({ version }: Package, { vulnerable }: Advisory): boolean =>
  satisfies(version, vulnerable, { includePrerelease: true });

/** Everything that is installed in a vulnerable version, accepted or not. */
export const findings = (
  installed: readonly Installed[],
  advisories: readonly Advisory[],
): readonly Finding[] =>
  advisories.flatMap((advisory) =>
    installed
      .filter((one) => one.name === advisory.package && isVulnerable(one, advisory))
      .map((one) => ({ advisory, installed: one })),
  );

const isSevere = ({ severity }: Advisory): boolean =>
  severity === 'high' || severity === 'critical';

/** Whether the gate stays open in spite of it. */
export function isAccepted({ advisory, installed }: Finding): boolean {
  if (isSevere(advisory) && installed.inProduction) return false;
  return (advisory.accepted ?? '').trim() !== '';
}

export function lineOf({ advisory, installed }: Finding): string {
  const { id, severity, patched, summary, accepted } = advisory;
  const where = installed.inProduction ? 'production' : 'tools';
  const why = accepted === undefined ? '' : ` Accepted: ${accepted}`;
  return `${severity}: ${idOf(installed)} (${where}), ${id}: ${summary} Mended in ${patched}.${why}`;
}
