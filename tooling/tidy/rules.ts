/** Who may import whom. Each rule says which files it binds, what those may import, and why. */
import type { Import } from './sources.ts';

export interface Rule {
  readonly because: string;
  readonly files: RegExp;
  readonly mayImport: RegExp;
}

/** Parts of Node that touch nothing outside: types and pure functions only. */
const TEST_FILE = String.raw`[^/]+\.test(-d)?\.ts|testing/[^/]+\.ts`;

/** Files of `folder` that are no tests: those may use whatever they need. */
const sourcesOf = (folder: string): RegExp =>
  new RegExp(String.raw`^${folder}(?!(.*/)?(${TEST_FILE})$)`);

const VENDORS =
  'fastify|@fastify/|ioredis|pg$|pino|node:sqlite|@duckdb/|close-with-grace|jose|node:net|node:tls|node:http';

export const RULES: readonly Rule[] = [
  {
    because: 'the catalogue stands alone: it could be published by itself',
    files: sourcesOf('packages/errors/src/'),
    mayImport: /^packages\/errors\/src\//,
  },
  {
    because: 'the core decides; it never reads, writes or waits',
    files: sourcesOf('packages/domain/src/'),
    mayImport: /^(packages\/domain\/src\/|@faultline\/errors($|\/foreign))/,
  },
  {
    because: 'FIX is bytes in and values out; sockets and stores live in packages/fix/node',
    files: sourcesOf('packages/fix/src/'),
    mayImport: /^(packages\/fix\/src\/|node:buffer$)/,
  },
  {
    because: 'the runners know FIX and Node and nothing of trading',
    files: sourcesOf('packages/fix/node/'),
    mayImport: /^(packages\/fix\/|node:|fast-xml-parser$)/,
  },
  {
    because: 'a contract is a table: types and schemas, no behaviour and no transport',
    files: sourcesOf('packages/contract/src/'),
    mayImport: /^(packages\/contract\/src\/|@faultline\/errors$|zod$|@trpc\/server$)/,
  },
  {
    because: 'the client runs in browsers: no schemas, no server, no Node',
    files: sourcesOf('packages/client/src/(?!react/)'),
    mayImport:
      /^(packages\/client\/src\/|@faultline\/(errors(\/messages(\/..)?)?|contract)$|@trpc\/(client|server(\/observable)?)$)/,
  },
  {
    because: 'whoever has no React loads none',
    files: sourcesOf('packages/client/src/react/'),
    mayImport:
      /^(packages\/client\/src\/|@faultline\/contract$|@trpc\/(client|tanstack-react-query)$|@tanstack\/react-query$|react$)/,
  },
  {
    because: 'what the services share knows the contract and no service',
    files: sourcesOf('packages/service/src/'),
    mayImport: /^(?!@faultline\/(?!errors($|\/)|contract$)|apps\/|packages\/(?!service\/))/,
  },
  {
    because: 'the testkit knows bytes and records, and no product of ours',
    files: sourcesOf('packages/testkit/src/'),
    mayImport: /^(packages\/testkit\/|node:|pg$)/,
  },
  {
    because: 'packages never import apps',
    files: /^packages\//,
    mayImport: /^(?!apps\/|@faultline\/(order-service|lp-service|lp-simulator|console)\b)/,
  },
  ...['order-service', 'lp-service', 'lp-simulator'].map((app) => ({
    because: `${app} meets the other processes only over HTTP and FIX`,
    files: new RegExp(`^apps/${app}/src/`),
    mayImport: new RegExp(
      `^(?!apps/(?!${app}/)|packages/|@faultline/(order-service|lp-service|lp-simulator))`,
    ),
  })),
  {
    because: 'the LP service knows symbols and sessions, never accounts or margin',
    files: /^apps\/lp-(service|simulator)\/src\//,
    mayImport: /^(?!@faultline\/domain$)/,
  },
  {
    because: 'vendors stay at the edge: adapters/, app.ts, main.ts',
    files: new RegExp(
      String.raw`^apps/[^/]+/src/(?!adapters/|main\.ts$|app\.ts$)(?!(.*/)?(${TEST_FILE})$)`,
    ),
    mayImport: new RegExp(`^(?!${VENDORS})`),
  },
];

/** Folders of the order service that are no slices but what slices stand on. */
const SHARED = ['ports', 'market', 'trading', 'views'];

/** One slice never imports another: the folders of an app, shared ones apart. */
export function crossesSlices({ from, to }: Import): boolean {
  const [app, slice] = sliceOf(from);
  const [targetApp, target] = sliceOf(to);
  if (slice === null || target === null || app !== targetApp || slice === target) return false;
  if (new RegExp(TEST_FILE).test(from)) return false;
  return !SHARED.includes(slice) && !SHARED.includes(target) && slice !== 'adapters';
}

const sliceOf = (path: string): [string | null, string | null] => {
  const match = /^apps\/(order-service)\/src\/([^/]+)\//.exec(path);
  return [match?.[1] ?? null, match?.[2] ?? null];
};

export const violationsOf = ({ files, mayImport }: Rule, imports: readonly Import[]): string[] =>
  imports
    .filter(({ from, to }) => files.test(from) && !mayImport.test(to))
    .map(({ from, to }) => `${from} imports ${to}`);
