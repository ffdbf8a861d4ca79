/** The table of settings names every variable that a process reads, and none that nobody reads. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf, ROOT } from '../tidy/sources.ts';

/** As the services read them: `read.port('ORDER_PORT', …)`, `env['NODE_ENV']`; a secret is `read.secret`, or a URL. */
const READ = /(?:\b(?:read|env)\s*\.(\w+)\(|env\[)\s*'([A-Z][A-Z0-9_]+)'/g;
const SECRET_METHODS = ['secret', 'redisUrl', 'postgresUrl'];
/** Of tests alone: the page says so in its last lines. */
const TESTING = new Set(['CRASH_AT']);

const sources = filesOf('apps/*/src/*.ts', 'packages/service/src/*.ts')
  .filter((path) => !path.includes('.test.') && !path.includes('/testing/'))
  .map((path) => readFileSync(join(ROOT, path), 'utf8'));
const found = sources
  .flatMap((text) => [...text.matchAll(READ)])
  .map(([, method = '', name = '']) => ({ method, name }))
  .filter(({ name }) => !TESTING.has(name));

const page = readFileSync(join(ROOT, 'docs', 'configuration.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\|.*$/gm)].map(([row, name = '']) => ({
  row,
  name,
}));

const sorted = (names: readonly string[]): string[] => [...new Set(names)].toSorted();

describe('docs/configuration.md', () => {
  it('has a row for each variable that is read, once, and for no other', () => {
    expect(found.length).toBeGreaterThan(40);
    const listed = rows.map(({ name }) => name);
    expect(sorted(listed)).toHaveLength(listed.length);
    expect(sorted(listed)).toEqual(sorted(found.map(({ name }) => name)));
  });

  it('says of each secret that it may be in a file', () => {
    const secrets = found.filter(({ method }) => SECRET_METHODS.includes(method));
    const said = rows.filter(({ row }) => row.includes('or file;')).map(({ name }) => name);
    expect(sorted(said)).toEqual(sorted([...secrets.map(({ name }) => name), 'SERVICE_TOKEN']));
  });
});
