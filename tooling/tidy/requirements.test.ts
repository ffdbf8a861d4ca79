/** The page of requirements speaks of every one of them, of files that exist, and of tests that bear these names. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './sources.ts';

const page = readFileSync(join(ROOT, 'docs', 'requirements.md'), 'utf8');

interface Requirement {
  readonly id: string;
  readonly metIn: readonly string[];
  readonly test: string;
  readonly name: string;
}

const requirements: readonly Requirement[] = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (id|-+) /.test(line))
  .map((line) => {
    const [, id = '', , metIn = '', shownBy = ''] = line.split('|').map((cell) => cell.trim());
    const [, test = '', name = ''] = /^`([^`]+)` "(.+)"$/.exec(shownBy) ?? [];
    return {
      id,
      metIn: [...metIn.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
      test,
      name,
    };
  });

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-ERR-00${index + 1}`);

describe('docs/requirements.md', () => {
  it('speaks of every numbered requirement', () => {
    const ids = requirements.map(({ id }) => id);
    const asked = [...numbered('FR', 7), ...numbered('PR', 3), ...numbered('SR', 3)];
    expect(asked.filter((id) => !ids.includes(id))).toEqual([]);
    expect(requirements.length).toBeGreaterThan(45);
  });

  it.each(requirements)('$id is met in files that exist', ({ metIn }) => {
    expect(metIn.length).toBeGreaterThan(0);
    expect(metIn.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(requirements)('$id is shown by $test: $name', ({ test, name }) => {
    expect(test).toMatch(/\.test\.ts$|\/bench\//);
    expect(name).not.toBe('');
    expect(readFileSync(join(ROOT, test), 'utf8')).toContain(name);
  });
});
