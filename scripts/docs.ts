/**
 * `npm run docs`: writes the error pages, the alert rules with their tests, the dashboard and the API document from the
 * catalogue, the login policies and the contract.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { watchFiles } from '../tooling/docs/alerts/files.ts';
import { errorPages } from '../tooling/docs/error-pages.ts';

const root = join(import.meta.dirname, '..');
const pages = errorPages();
const watched = watchFiles();
rmSync(join(root, 'docs', 'errors'), { recursive: true, force: true });
for (const { path, text } of [...pages, ...watched]) {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
const apiDocument = join('docs', 'openapi.json');
// By a process of its own: the routes are the order service’s, and nobody imports a service.
const writer = join(root, 'apps', 'order-service', 'bin', 'write-api-document.ts');
execFileSync(process.execPath, [writer, join(root, apiDocument)], { stdio: 'inherit' });
console.log(
  `${pages.length} pages written to docs/errors, ${watched.length} files to deploy, and ${apiDocument}`,
);
