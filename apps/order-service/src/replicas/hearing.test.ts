/** News that never came: whoever waits or listens here finds out all the same, by looking. */
import { decimalOf } from '@faultline/errors';
import { createLogger } from '@faultline/service';
import { findPostgres } from '@faultline/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postgresDatabase, type TestDatabase } from '../testing/databases.ts';
import { ann, callBy, openDesk } from '../testing/desk.ts';
import { until } from '../testing/until.ts';
import { Hearing } from './hearing.ts';

const server = await findPostgres(process.env);
const log = createLogger('test', { level: 'silent' });
const PATIENT = { orderTimeoutMs: 10_000 };

describe.skipIf(server === null)('a process without news of another', () => {
  let database: TestDatabase;
  let here: Awaited<ReturnType<typeof openDesk>>;
  let there: Awaited<ReturnType<typeof openDesk>>;
  let hearing: Hearing;
  beforeEach(async () => {
    database = await postgresDatabase(server ?? '');
    here = await openDesk(database, PATIENT);
    there = await openDesk(database, PATIENT);
    const { store, busy, hub } = here;
    const { waiters } = here.commands;
    hearing = new Hearing({ store, waiters, hub, watched: () => busy.ids(), log });
  });
  afterEach(async () => {
    await hearing.stop();
    await here.close();
    await there.close();
    await database.drop();
  });

  const buy = async () =>
    here.orders.placeMarket(
      { accountId: 1, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) },
      callBy(ann).call,
    );
  const sent = async (): Promise<string> => {
    await until(() => here.lp.submitted.length > 0);
    return here.lp.submitted[0]?.orderId ?? '';
  };
  const fill = { kind: 'FILL', qty: decimalOf(10_000), price: decimalOf(1.095), execId: 'E-1' };

  it('wakes a caller whose order ended there, with the answer that is kept under the key', async () => {
    const placed = buy();
    await there.report({ ...fill, kind: 'FILL', orderId: await sent() });
    hearing.look();
    expect(await placed).toMatchObject({ order: { status: 'FILLED' } });
  });

  it('wakes a caller whose order came to nothing, so that its key is free again', async () => {
    const placed = buy();
    const reject = { code: 'LP_NOT_CONNECTED', details: { lp: 'YOFX', symbol: 'EURUSD' } };
    await there.report({ kind: 'REJECT', orderId: await sent(), reject });
    hearing.look();
    await expect(placed).rejects.toMatchObject({ code: 'LP_NOT_CONNECTED' });
  });

  it('wakes a caller whose order is in doubt there', async () => {
    const placed = buy();
    await there.report({ kind: 'IN_DOUBT', orderId: await sent() });
    hearing.look();
    await expect(placed).rejects.toMatchObject({ code: 'LP_TIMEOUT', outcome: 'UNKNOWN' });
  });

  it('tells a listener what happened there, in its turn', async () => {
    const { call } = callBy(ann);
    const numbers: number[] = [];
    for await (const { seq, type } of await here.accountStream({ accountId: 1 }, call)) {
      if (seq === undefined) continue;
      numbers.push(seq);
      if (type === 'RESYNC') {
        void buy().catch(() => undefined);
        await there.report({ ...fill, kind: 'FILL', orderId: await sent() });
        hearing.look();
      }
      if (type === 'ORDER_FILLED') break;
    }
    expect(numbers).toEqual(numbers.map((_, nth) => (numbers[0] ?? 0) + nth));
  });

  it('knows the book of an account that was traded there, as soon as it looks at the books', async () => {
    const placed = buy();
    await there.report({ ...fill, kind: 'FILL', orderId: await sent() });
    hearing.look();
    await placed;
    const open = () => here.busy.get(1)?.positions ?? [];
    await until(() => open().length > 0);
    expect(open()).toMatchObject([{ symbol: 'EURUSD', status: 'OPEN' }]);
  });
});
