/** Orders of the past, put straight into the tables: the house has been open for a while. SQLite only. */
import type { Order } from '@faultline/domain';
import type { Driver } from '../../src/adapters/storage/driver.ts';
import { openSqliteDriver } from '../../src/adapters/storage/sqlite/open.ts';
import { orders, orderStates } from '../../src/adapters/storage/tables/index.ts';

const BATCH = 20_000;
const FIRST_ACCOUNT = 1_000;

/** @param people - Whose accounts share the orders evenly; they must be there already. */
export async function fillOrders(directory: string, count: number, people: number): Promise<void> {
  const driver = openSqliteDriver(directory);
  const startMs = Date.now() - count * 100;
  for (let first = 0; first < count; first += BATCH) {
    const size = Math.min(BATCH, count - first);
    const batch = Array.from({ length: size }, (_, index) =>
      filledOrder(first + index, FIRST_ACCOUNT + ((first + index) % people), startMs),
    );
    await insert(driver, batch);
  }
  await driver.close();
}

const insert = async (driver: Driver, batch: readonly Order[]): Promise<void> =>
  driver.transaction(async (writer) => {
    await writer.insert(orders, batch);
    const states = batch.map(({ id: orderId, version, status, createdAtMs: atMs }) => ({
      orderId,
      version,
      status,
      atMs,
    }));
    await writer.insert(orderStates, states);
  });

function filledOrder(index: number, accountId: number, startMs: number): Order {
  const createdAtMs = startMs + index * 100;
  return {
    id: `PAST-${index}`,
    accountId,
    symbol: 'EURUSD',
    side: index % 2 === 0 ? 'BUY' : 'SELL',
    type: 'MARKET',
    volume: 100n,
    filledVolume: 100n,
    avgFillPrice: 109_500n,
    limitPrice: null,
    triggerPrice: null,
    sl: null,
    tp: null,
    tif: 'IOC',
    expiresAtMs: null,
    maxDeviation: null,
    status: 'FILLED',
    reject: null,
    book: 'B',
    lp: null,
    clientOrderId: null,
    reduces: null,
    positionId: null,
    reservedMargin: 0n,
    requestedPrice: 109_500n,
    source: 'CLIENT',
    createdAtMs,
    triggeredAtMs: null,
    doneAtMs: createdAtMs,
    version: 1,
  };
}
