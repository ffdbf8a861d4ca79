/** What a browser loads of ours: the client with its catalogue, minified and zipped, without tRPC's own client. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { ROOT } from '../tidy/sources.ts';

export const GZIP_BYTES_MAX = 12_000;

export interface Bundle {
  readonly bytes: number;
  readonly gzipBytes: number;
  /** From the root of the repository. */
  readonly modules: readonly string[];
}

/** @param entry - From the root of the repository. */
export async function bundleOf(entry: string): Promise<Bundle> {
  const build = await rolldown({
    input: join(ROOT, entry),
    external: [/^@trpc\//],
    platform: 'browser',
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'esm', minify: true });
  await build.close();
  // What is loaded at once; languages are chunks of their own that only their readers fetch.
  const [first] = output;
  return {
    bytes: first.code.length,
    gzipBytes: gzipSync(first.code, { level: 9 }).length,
    modules: first.moduleIds.map((id) => id.replace(`${ROOT}/`, '')),
  };
}

export const clientBundle = async (): Promise<Bundle> => bundleOf('packages/client/src/index.ts');

if (import.meta.main) {
  const { bytes, gzipBytes } = await clientBundle();
  process.stdout.write(`${JSON.stringify({ bench: 'client-bundle', bytes, gzipBytes })}\n`);
}
