/**
 * Commands per second through the store, without HTTP: market orders in our own book, opened and closed over 64
 * accounts, each waiting for its commit. Beside it, in the same run, the same rows written again in the same commits by
 * the driver alone, with nothing loaded and nothing decided. One JSON line per database and number in flight.
 *
 * `node bench/store.ts [sqlite | postgres://…]`
 */
import { decimalOf } from '@faultline/errors';
import { createLogger } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { openStore } from '../src/adapters/storage/store.ts';
import { postgresDatabase, sqliteDatabase, type TestDatabase } from '../src/testing/databases.ts';
import { ann, callBy, openDesk } from '../src/testing/desk.ts';
import { Recording, replay } from './recording.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;

const ACCOUNTS = 64;
const FIRST_ACCOUNT = 100;
const LOADS = [
  { inFlight: 1, commands: 1_000 },
  { inFlight: 32, commands: 8_000 },
  { inFlight: 256, commands: 24_000 },
];
const log = createLogger('bench', { level: 'silent' });

async function bench(name: string, openDatabase: () => Promise<TestDatabase>): Promise<void> {
  for (const { inFlight, commands } of LOADS) {
    const database = await openDatabase();
    const recording = new Recording(await database.openDriver());
    const open = async () => openStore(recording.driver, log);
    const desk = await openDesk({ ...database, open });
    await addAccounts(desk);
    await trade(desk, inFlight, commands / 10);
    const warm = recording.take();
    const store = await measure(commands, async () => trade(desk, inFlight, commands));
    await desk.close();
    await database.drop();
    const empty = await openDatabase();
    const driver = await empty.openDriver();
    await replay(driver, warm);
    const raw = await measure(commands, async () => replay(driver, recording.take()));
    await driver.close();
    await empty.drop();
    const ratio = Math.round((store.perSecond / raw.perSecond) * 100) / 100;
    console.log(
      JSON.stringify({ bench: 'store', database: name, inFlight, commands, store, raw, ratio }),
    );
  }
}

interface Measured {
  readonly perSecond: number;
  /** Of processor time, which a busy machine changes less. */
  readonly cpuMicros: number;
}

async function measure(count: number, run: () => Promise<unknown>): Promise<Measured> {
  const startedAt = process.hrtime.bigint();
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  return {
    perSecond: Math.round(count / seconds),
    cpuMicros: Math.round((user + system) / count),
  };
}

async function addAccounts({ store }: Desk): Promise<void> {
  await store.commit({ accountId: 2 }, ({ account }) => {
    if (account === null) throw new Error('the demo has an account 2');
    const accounts = Array.from({ length: ACCOUNTS }, (_, index) => ({
      ...account,
      id: FIRST_ACCOUNT + index,
      accountNumber: `B-${index}`,
      balance: 1_000_000_000n,
    }));
    return { answer: null, changes: { atMs: 0, accounts } };
  });
}

/** Lanes that each open a position, close it, and begin again. */
async function trade(desk: Desk, lanes: number, commands: number): Promise<void> {
  const each = Math.floor(commands / lanes / 2);
  const order = { symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.01) } as const;
  const { call } = callBy(ann);
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      const accountId = FIRST_ACCOUNT + (lane % ACCOUNTS);
      for (let round = 0; round < each; round += 1) {
        const { position } = await desk.orders.placeMarket({ ...order, accountId }, call);
        await desk.positions.close({ positionId: position?.id ?? 0 }, call);
      }
    }),
  );
}

const [only] = process.argv.slice(2);
if (only === undefined || only === 'sqlite') await bench('SQLite', sqliteDatabase);
const given = only?.startsWith('postgres:') === true ? { TEST_DATABASE_URL: only } : {};
const server = only === 'sqlite' ? null : await findPostgres(given);
if (server !== null) await bench('PostgreSQL', async () => postgresDatabase(server));
