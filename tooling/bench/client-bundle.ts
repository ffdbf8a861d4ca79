/** What a browser loads of ours: the client with its catalogue, minified and zipped, without tRPC's own client. */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type OutputChunk, rolldown, type RolldownOutput } from 'rolldown';
import { leanCatalogue } from '../../packages/client/build/lean-catalogue.ts';
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
    plugins: [leanCatalogue],
    // As in a page, whose first file also holds what later ones share with it.
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format: 'esm', minify: true });
  await build.close();
  const loaded = atOnce(output);
  return {
    bytes: sum(loaded.map(({ code }) => code.length)),
    gzipBytes: sum(loaded.map(({ code }) => gzipSync(code, { level: 9 }).length)),
    modules: loaded.flatMap(({ moduleIds }) => moduleIds.map((id) => id.replace(`${ROOT}/`, ''))),
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** The entry and whatever it imports at once; languages are chunks of their own that only their readers fetch. */
function atOnce([entry, ...others]: RolldownOutput['output']): OutputChunk[] {
  const loaded = [entry];
  for (const { imports } of loaded) {
    for (const other of others) {
      if (other.type === 'chunk' && imports.includes(other.fileName) && !loaded.includes(other)) {
        loaded.push(other);
      }
    }
  }
  return loaded;
}

export const clientBundle = async (): Promise<Bundle> => bundleOf('packages/client/src/public.ts');

if (import.meta.main) {
  const { bytes, gzipBytes } = await clientBundle();
  process.stdout.write(`${JSON.stringify({ bench: 'client-bundle', bytes, gzipBytes })}\n`);
}
