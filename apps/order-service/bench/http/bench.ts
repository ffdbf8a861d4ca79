/**
 * The whole order service over HTTP: durable market orders by both doors, questions, and the answer time at half load.
 * In the same run what they are held against: the usual way on PostgreSQL, and a constant answer by Fastify alone. One
 * JSON line per database.
 *
 * `BENCH_SECONDS=10 node bench/http/bench.ts [sqlite | postgres]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '@faultline/testkit';
import { postgresDatabase, type TestDatabase } from '../../src/testing/databases.ts';
import { bench as env } from './env.ts';
import { type Figures, type Load, measure, type Server, start, stop } from './load.ts';
import {
  constants,
  leanOrders,
  positionLists,
  type Requests,
  restOrders,
  summaries,
  trpcOrders,
} from './requests.ts';

const PEOPLE = 256;
const SECONDS = env.seconds;
const LOADS = [1, 32, 256];
const TYPICAL = 32;

const [only] = process.argv.slice(2);
const found = await findPostgres(env.database);
const usual = found === null ? null : await usualWay(found);
if (only !== 'postgres') await benchSqlite();
if (only !== 'sqlite' && found !== null) await benchPostgres(found);

async function benchSqlite(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  try {
    await bench('http-sqlite', [directory, '-']);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function benchPostgres(server: string): Promise<void> {
  const database = await postgresDatabase(server);
  try {
    await bench('http-postgres', [tmpdir(), database.address]);
  } finally {
    await database.drop();
  }
}

async function bench(name: string, place: readonly string[]): Promise<void> {
  const server = await start('service.ts', [...place, String(PEOPLE)]);
  const load = (more: Partial<Load>): Load => ({
    connections: TYPICAL,
    seconds: SECONDS,
    requests: trpcOrders,
    ...more,
  });
  // What is not compiled yet is slow, and would send the crowd away.
  for (const connections of [TYPICAL, PEOPLE]) await measure(server, load({ connections }));
  const trpc = await sweep(server, load({}));
  const rest = await sweep(server, load({ requests: restOrders }));
  const summary = await measure(server, load({ requests: summaries }));
  const list = await measure(server, load({ requests: positionLists }));
  const max = Math.max(...Object.values(trpc).map(({ perSec }) => perSec));
  const half = await measure(server, load({ perSec: Math.round(max / 2) }));
  await stop(server);
  const { best, lean, plain } = usual ?? { best: null, lean: null, plain: null };
  const figures = {
    bench: name,
    load: loadavg()[0],
    seconds: SECONDS,
    trpc,
    rest,
    summary,
    list,
    half,
    usual: best,
    usualLean: lean,
    plain,
    max,
    toUsual: ratio(max, best),
    toUsualLean: ratio(max, lean),
    toPlain: ratio(max, plain),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

type Swept = Record<string, Figures>;

async function sweep(server: Server, load: Load): Promise<Swept> {
  const swept: Swept = {};
  for (const connections of LOADS) {
    swept[`at${connections}`] = await measure(server, { ...load, connections });
  }
  return swept;
}

interface Usual {
  readonly best: number;
  /** With fewer rows: see `usual-order.ts`. */
  readonly lean: number;
  readonly plain: number;
}

/** The best that the usual way comes to with any number of connections. */
async function usualWay(server: string): Promise<Usual> {
  const database: TestDatabase = await postgresDatabase(server);
  const usualServer = await start('usual.ts', [database.address, String(PEOPLE)]);
  const bestOf = async (requests: Requests): Promise<number> => {
    const load = { seconds: SECONDS, requests };
    await measure(usualServer, { ...load, connections: TYPICAL });
    const typical = await measure(usualServer, { ...load, connections: TYPICAL });
    const crowded = await measure(usualServer, { ...load, connections: PEOPLE });
    return Math.max(typical.perSec, crowded.perSec);
  };
  try {
    const lean = await bestOf(leanOrders);
    const best = await bestOf(trpcOrders);
    const plain = await measure(usualServer, {
      seconds: SECONDS,
      requests: constants,
      connections: TYPICAL,
    });
    return { best, lean, plain: plain.perSec };
  } finally {
    await stop(usualServer);
    await database.drop();
  }
}

function ratio(value: number, base: number | null): number | null {
  return base === null ? null : Math.round((value / base) * 100) / 100;
}
