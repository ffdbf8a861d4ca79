/** The published JavaScript: our packages in one, other people's left to be installed. */
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { leanCatalogue } from './lean-catalogue.ts';

const SOURCE = join(import.meta.dirname, '..', 'src');

/** Entry points by the name under which they are imported. */
export const ENTRIES = {
  index: 'public.ts',
  messages: 'messages/index.ts',
  'messages/es': 'messages/es.ts',
  'messages/fr': 'messages/fr.ts',
  'messages/de': 'messages/de.ts',
  react: 'react/index.ts',
} as const;

export async function bundleClient(dir: string): Promise<void> {
  const build = await rolldown({
    input: Object.fromEntries(
      Object.entries(ENTRIES).map(([name, file]) => [name, join(SOURCE, file)]),
    ),
    external: [/^@trpc\//, /^@tanstack\//, 'react'],
    platform: 'neutral',
    plugins: [leanCatalogue],
  });
  await build.write({ dir, format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js' });
  await build.close();
}
