/** Where the order service keeps its data, as its environment says it. */
import { describe, expect, it } from 'vitest';
import { readConfiguration } from './env.ts';

describe('DATABASE_URL', () => {
  it('is the data directory’s own file when it is absent or empty', () => {
    expect(readConfiguration({}).databaseUrl).toBeNull();
    expect(readConfiguration({ DATABASE_URL: ' ' }).databaseUrl).toBeNull();
  });

  it.each(['postgres://ann:pw@db:5432/fl', 'postgresql://db/fl?sslmode=require'])(
    'takes %s',
    (url) => {
      expect(readConfiguration({ DATABASE_URL: url }).databaseUrl).toBe(url);
    },
  );

  it.each([
    'mysql://ann:secret@db/fl',
    'postgres://ann:secret@db',
    'secret',
    'postgres://ann:secret@db/',
  ])('refuses %s without repeating what may be a password', (url) => {
    const read = () => readConfiguration({ DATABASE_URL: url });
    expect(read).toThrow(/DATABASE_URL must be of the form/);
    expect(read).not.toThrow(/secret/);
  });
});
