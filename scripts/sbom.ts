/** `npm run sbom`: writes sbom.json (CycloneDX) and LICENSES.md for what production runs, from the lockfile. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { supplyFiles } from '../tooling/supply/sbom.ts';

for (const { path, text } of supplyFiles()) {
  writeFileSync(join(import.meta.dirname, '..', path), text);
  console.log(`wrote ${path}`);
}
