/** The client stays small enough for any page, and brings no schema library and no language along. */
import { describe, expect, it } from 'vitest';
import { clientBundle, GZIP_BYTES_MAX } from './client-bundle.ts';

const { gzipBytes, modules } = await clientBundle();

describe('the client in a browser', () => {
  it(`is at most ${GZIP_BYTES_MAX / 1_000} kB, minified and zipped`, () => {
    expect(gzipBytes).toBeLessThanOrEqual(GZIP_BYTES_MAX);
    expect(gzipBytes).toBeGreaterThan(3_000);
  });

  it('carries every row with its sentence, and nothing that only a server needs', () => {
    expect(modules).toContain('packages/errors/src/catalogue/placement.ts');
    const unwanted = /zod|node_modules|\/(redact|messages|foreign|log)\/|problem|grpc/;
    expect(modules.filter((id) => unwanted.test(id))).toEqual([]);
  });
});
