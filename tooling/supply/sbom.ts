/** The list of what production is made of: for machines (CycloneDX 1.6), and its licences for people. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../tidy/sources.ts';
import { type Component, idOf, type Package, productionComponents } from './lockfile.ts';

export interface SupplyFile {
  readonly path: string;
  readonly text: string;
}

/** Licences that ask for nothing but their own text: whatever else turns up is for a person to decide. */
export const LICENCES_ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'Unlicense',
]);

/** `pkg:npm/%40fastify/cors@11.4.3`, as package URLs are written. */
const purlOf = ({ name, version }: Package): string =>
  `pkg:npm/${name.replace('@', '%40')}@${version}`;

const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
};

/** Without a time or a serial number: the same lockfile gives the same file. */
function document(components: readonly Component[]): object {
  const refs = new Map(components.map((one) => [idOf(one), purlOf(one)]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': name, name, version } },
    components: components.map((one) => ({
      type: 'library',
      'bom-ref': purlOf(one),
      name: one.name,
      version: one.version,
      purl: purlOf(one),
      hashes: [{ alg: 'SHA-512', content: one.sha512 }],
      licenses: [{ license: { id: one.licence } }],
    })),
    dependencies: components.map((one) => ({
      ref: purlOf(one),
      dependsOn: one.needs.flatMap((need) => refs.get(need) ?? []),
    })),
  };
}

function licencesPage(components: readonly Component[]): string {
  const rows = components.map((one) => `| ${one.name} | ${one.version} | ${one.licence} |`);
  return [
    '# Licences',
    '',
    'Of everything that runs in production and is not ours. Written by `npm run sbom`, as is [sbom.json](sbom.json).',
    '',
    '| package | version | licence |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

export function supplyFiles(): readonly SupplyFile[] {
  const components = productionComponents();
  return [
    { path: 'sbom.json', text: `${JSON.stringify(document(components), null, 2)}\n` },
    { path: 'LICENSES.md', text: licencesPage(components) },
  ];
}
