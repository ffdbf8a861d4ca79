/** `npm run docs`: writes the error pages from the catalogue and the contract. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorPages } from '../tooling/docs/error-pages.ts';

const root = join(import.meta.dirname, '..');
const pages = errorPages();
rmSync(join(root, 'docs', 'errors'), { recursive: true, force: true });
for (const { path, text } of pages) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`${pages.length} pages written to docs/errors`);
