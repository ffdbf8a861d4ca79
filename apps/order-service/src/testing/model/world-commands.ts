/** What happens around the traders: prices, time, money, a new process. */
import fc from 'fast-check';
import { account, command } from './command.ts';
import { expectSame } from './floor-under-test.ts';

const deposit = fc.record({ account, cents: fc.integer({ min: 1, max: 500_000 }) }).map((how) =>
  command(`deposit ${JSON.stringify(how)}`, async (model, real) => {
    const amount = BigInt(how.cents);
    const accountId = how.account;
    await real.desk.store.commit({ accountId }, ({ account: found, ids }) => {
      if (found === null) throw new Error('the demo has this account');
      const { balance, version } = found;
      const accounts = [{ ...found, balance: balance + amount, version: version + 1 }];
      const atMs = model.nowMs;
      const credit = `client:${accountId}`;
      const entry = { id: ids.postingId(), debit: 'house:funding', credit, amount, atMs };
      const postings = [{ ...entry, type: 'DEPOSIT', refType: 'SYSTEM', refId: 'model' } as const];
      return { answer: undefined, changes: { atMs, accounts, postings } };
    });
    model.account(accountId).balance += amount;
  }),
);

const price = fc.integer({ min: -400, max: 400 }).map((by) =>
  command(`price ${by}`, async (model, real) => {
    // Around where it began, so that no account is ever ruined.
    const filled = model.tick(109_496n + BigInt(by));
    await real.quote(model);
    for (const { accountId, order } of filled) {
      const { order: done, position } = await real.desk.store.read({ orderId: order.id });
      expectSame(`${order.id} at its price`, done?.status, 'FILLED');
      const { side: to, volume } = order;
      const id = position?.id ?? 0;
      const openPrice = model.price(to);
      model.open(accountId, { id, side: to, volume, openPrice, sl: null, tp: null });
    }
  }),
);

const later = fc.integer({ min: 1, max: 20_000 }).map((ms) =>
  command(`later ${ms}`, async (model, real) => {
    model.nowMs += ms;
    real.desk.clock.nowMs = model.nowMs;
  }),
);

const restart = fc.constant(command('restart', async (model, real) => real.restart(model)));

/** Prices come more often than anything else, and restarts more seldom. */
export const WORLD_COMMANDS = [price, price, price, price, later, deposit, restart];
