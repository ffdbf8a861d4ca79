/**
 * What a past costs: memory of the service and the price of a page of history, with a thousand stored orders and with
 * many, in the same run. One JSON line.
 *
 * `BENCH_ORDERS=1000000 node bench/http/history.ts`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bench } from './env.ts';
import { fillOrders } from './fill.ts';
import { type Figures, measure, resourcesOf, type Server, start, stop } from './load.ts';
import { orderPages, trpcOrders } from './requests.ts';

const PEOPLE = 256;
const CONNECTIONS = 32;
const FEW = 1_000;
const { seconds: SECONDS, orders: MANY } = bench;

const few = await measured(FEW);
const many = await measured(MANY);
const figures = {
  bench: 'http-history',
  load: loadavg()[0],
  orders: MANY,
  few,
  many,
  pageToFew: ratio(many.pageCpuMicros, few.pageCpuMicros),
  rssToFew: ratio(many.rssMib, few.rssMib),
  busyRssToFew: ratio(many.busyRssMib, few.busyRssMib),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);

async function measured(orders: number) {
  const directory = mkdtempSync(join(tmpdir(), 'faultline-bench-'));
  try {
    const place = [directory, '-', String(PEOPLE)];
    await stop(await start('service.ts', place));
    await fillOrders(directory, orders, CONNECTIONS);
    const server = await start('service.ts', place);
    const { rssBytes } = await resourcesOf(server, 'collected');
    const page = await pages(server);
    await measure(server, { connections: PEOPLE, seconds: SECONDS, requests: trpcOrders });
    const busy = await resourcesOf(server, 'collected');
    await stop(server);
    return {
      rssMib: mib(rssBytes),
      busyRssMib: mib(busy.rssBytes),
      pagesPerSec: page.perSec,
      pageCpuMicros: page.cpuMicros,
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function pages(server: Server): Promise<Figures> {
  const load = { connections: CONNECTIONS, seconds: SECONDS, requests: orderPages };
  await measure(server, load);
  return measure(server, load);
}

function mib(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function ratio(value: number, base: number): number {
  return Math.round((value / base) * 100) / 100;
}
