/** `npm run docs`: writes the error pages and the alert rules from the catalogue and the contract. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ALERTS_FILE, alertsText } from '../tooling/docs/alert-rules.ts';
import { errorPages } from '../tooling/docs/error-pages.ts';

const root = join(import.meta.dirname, '..');
const pages = errorPages();
rmSync(join(root, 'docs', 'errors'), { recursive: true, force: true });
for (const { path, text } of [...pages, { path: ALERTS_FILE, text: alertsText() }]) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`${pages.length} pages written to docs/errors, and ${ALERTS_FILE}`);
