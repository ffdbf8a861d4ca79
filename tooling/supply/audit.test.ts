/** S36: nothing is locked that is known to be vulnerable, and the gate that says so can close. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { satisfies, valid, validRange } from 'semver';
import { describe, expect, it } from 'vitest';
import {
  type Advisory,
  findings,
  type Installed,
  installedPackages,
  isAccepted,
  lineOf,
  snapshot,
} from './advisories.ts';
import { audit, auditSnapshot } from './audit.ts';

const installed = installedPackages();

/** An advisory about a package that does not exist. */
const advisory = (changes: Partial<Advisory> = {}): Advisory => ({
  id: 'GHSA-2222-3333-4444',
  package: 'left-shift',
  severity: 'high',
  vulnerable: '>=2.0.0 <2.4.1 || >=3.0.0 <3.1.0',
  patched: '3.1.0',
  summary: 'Shifts to the right.',
  ...changes,
});
const at = (version: string, inProduction = true): Installed => ({
  name: 'left-shift',
  version,
  inProduction,
});
const versionsFound = (version: string, range?: string): readonly string[] =>
  findings([at(version)], [advisory(range === undefined ? {} : { vulnerable: range })]).map(
    (one) => one.installed.version,
  );

describe('S36: what is locked', () => {
  it('lies outside of every advisory that is not accepted', () => {
    const open = findings(installed, snapshot.advisories).filter((one) => !isAccepted(one));
    expect(open.map(lineOf)).toEqual([]);
  });

  it('was all looked at: production and tools', () => {
    expect(installed.filter((one) => one.inProduction).length).toBeGreaterThan(60);
    expect(installed.filter((one) => !one.inProduction).length).toBeGreaterThan(200);
  });

  it.each(snapshot.advisories)(
    '$id would be found if $package were older',
    ({ package: name, vulnerable, ...rest }) => {
      const oldest = { name, version: versionIn(vulnerable), inProduction: true };
      const found = findings([...installed, oldest], [{ package: name, vulnerable, ...rest }]);
      expect(found.map((one) => one.installed)).toContain(oldest);
    },
  );
});

/** Some version of the range: the first of its first part, or that part's end less one. */
function versionIn(range: string): string {
  const [first = ''] = range.split(' || ');
  const [from = ''] = first.split(' ');
  return from.startsWith('<') ? '0.0.0' : from.replace('>=', '');
}

describe('S36: the snapshot', () => {
  it('says when it was taken and how far its sources reach', () => {
    expect(snapshot.takenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(snapshot.sourcesReach <= snapshot.takenOn).toBe(true);
    const names = snapshot.advisories.map((one) => `${one.id} ${one.package}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(snapshot.advisories)('$id of $package is whole', (one) => {
    // The letters of GHSA: none that could be taken for another.
    expect(one.id).toMatch(/^(GHSA(-[23456789cfghjmpqrvwx]{4}){3}|CVE-\d{4}-\d{4,7})$/);
    expect(one.cve ?? one.id).toMatch(/^(CVE-\d{4}-\d{4,7}|GHSA-.*)$/);
    expect(['low', 'moderate', 'high', 'critical']).toContain(one.severity);
    expect(validRange(one.vulnerable)).not.toBeNull();
    expect(valid(one.patched)).toBe(one.patched);
    expect(satisfies(one.patched, one.vulnerable, { includePrerelease: true })).toBe(false);
    expect(one.summary).toMatch(/^[A-Z].*\.$/);
    // A name that nobody has installed would guard nothing.
    expect(installed.map(({ name }) => name)).toContain(one.package);
  });
});

describe('S36: the matcher', () => {
  it('finds a planted version in each part of the range, and none beside it', () => {
    expect(versionsFound('2.0.0')).toEqual(['2.0.0']);
    expect(versionsFound('2.4.0')).toEqual(['2.4.0']);
    expect(versionsFound('3.0.9')).toEqual(['3.0.9']);
    for (const sound of ['1.9.9', '2.4.1', '2.9.0', '3.1.0', '4.0.0']) {
      expect(versionsFound(sound)).toEqual([]);
    }
    expect(findings([{ ...at('2.0.0'), name: 'left-shift-2' }], [advisory()])).toEqual([]);
  });

  it('counts a prerelease where its number lies', () => {
    expect(versionsFound('1.3.3-r.1', '<1.4.0')).toEqual(['1.3.3-r.1']);
    expect(versionsFound('1.4.0-r.1', '1.3.3')).toEqual([]);
  });

  it('finds a planted version among everything that is installed', () => {
    const planted = { name: 'fastify', version: '5.12.1', inProduction: true };
    const { ok, lines } = auditSnapshot([...installed, planted]);
    expect(ok).toBe(false);
    expect(lines.filter((line) => line.includes('fastify@5.12.1')).length).toBeGreaterThan(3);
    expect(auditSnapshot(installed).ok).toBe(true);
  });

  it.each([
    ['moderate', true, 'Nobody shifts.', true],
    ['moderate', true, ' ', false],
    ['low', true, undefined, false],
    ['high', true, 'Nobody shifts.', false],
    ['critical', true, 'Nobody shifts.', false],
    ['high', false, 'Nobody shifts.', true],
    ['high', false, undefined, false],
  ] as const)('%s, in production: %s, accepted: %s, lets pass: %s', (...row) => {
    const [severity, inProduction, accepted, passes] = row;
    const reason = accepted === undefined ? {} : { accepted };
    const found = {
      advisory: advisory({ severity, ...reason }),
      installed: at('2.0.0', inProduction),
    };
    expect(isAccepted(found)).toBe(passes);
  });
});

/** Runs the gate against a registry of our own that answers each audit like this. */
async function auditAt(status: number, body: object): Promise<{ ok: boolean; text: string }> {
  const asked: string[] = [];
  const registry = createServer((request, response) => {
    asked.push(request.url ?? '');
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(registry, 'listening');
  const { port } = registry.address() as AddressInfo;
  const { ok, lines } = await audit([`--registry=http://127.0.0.1:${port}/`]);
  registry.close();
  expect(asked).toContain('/-/npm/v1/security/advisories/bulk');
  return { ok, text: lines.join('\n') };
}

const published = (severity: string): object => ({
  fastify: [
    {
      id: 1,
      url: 'https://github.com/advisories/GHSA-2222-3333-4444',
      title: 'Published this night',
      severity,
      vulnerable_versions: '<99.0.0',
      cwe: [],
      cvss: { score: 0, vectorString: null },
    },
  ],
});

describe('S36: the gate', () => {
  it('believes the registry, and opens when that knows of nothing', async () => {
    const { ok, text } = await auditAt(200, {});
    expect(ok).toBe(true);
    expect(text).not.toContain(snapshot.takenOn);
  });

  it('closes for a high finding that only the registry knows of, not for a moderate one', async () => {
    const { ok, text } = await auditAt(200, published('high'));
    expect(ok).toBe(false);
    expect(text).toContain('Published this night');
    expect((await auditAt(200, published('moderate'))).ok).toBe(true);
  });

  it('asks the snapshot where the registry has no audit, and says so with its date', async () => {
    const { ok, text } = await auditAt(405, {});
    expect(ok).toBe(true);
    expect(text).toContain('405');
    expect(text).toContain('the snapshot decides');
    expect(text).toContain(`taken on ${snapshot.takenOn}`);
  });
});
