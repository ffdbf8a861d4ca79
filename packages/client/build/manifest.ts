/** The package.json that is published: what an outside project needs to know, and nothing of this repository. */

export interface Manifest {
  readonly version: string;
  readonly description?: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Newer ones keep what we use; React's bindings pin theirs exactly, and then that one is taken. */
const TRPC = '^11.22.1';

const typesOf = (name: string): string =>
  `./types/client/${name === 'index' ? 'public' : name === 'messages' || name === 'react' ? `${name}/index` : name}.d.ts`;

const nameOf = (entry: string): string => (entry === 'index' ? '.' : `./${entry}`);

/** @param entries - As they are imported: `index`, `react`, `messages/de`. */
export const publishedManifest = ({ version }: Manifest, entries: readonly string[]): object => ({
  name: '@faultline/client',
  version,
  description:
    'Typed client of the Faultline order service: every way that a trade can fail, typed',
  license: 'UNLICENSED',
  type: 'module',
  engines: { node: '>=20.3' },
  sideEffects: ['./messages/es.js', './messages/fr.js', './messages/de.js'],
  exports: {
    ...Object.fromEntries(
      entries.map((entry) => [nameOf(entry), { types: typesOf(entry), default: `./${entry}.js` }]),
    ),
    './package.json': './package.json',
  },
  dependencies: { '@trpc/client': TRPC, '@trpc/server': TRPC },
  peerDependencies: {
    '@tanstack/react-query': '^5.80.3',
    '@trpc/tanstack-react-query': '^11.22.1',
    react: '>=18.2.0',
  },
  peerDependenciesMeta: {
    '@tanstack/react-query': { optional: true },
    '@trpc/tanstack-react-query': { optional: true },
    react: { optional: true },
  },
});
