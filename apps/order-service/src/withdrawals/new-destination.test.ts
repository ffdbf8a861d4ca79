/** Who has stolen a sign-in cannot have the money sent elsewhere before its holder has had a day to notice. */
import { safe } from '@faultline/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../testing/ask.ts';
import { START_MS } from '../testing/desk.ts';
import { openServiceDesk, type ServiceDesk } from '../testing/service-desk.ts';

const DAY_MS = 86_400_000;
const HOME = 'DE89 3704 0044 0532 0130 00';
const AWAY = 'FR76 3000 6000 0112 3456 7890 189';

let desk: ServiceDesk;
beforeEach(async () => {
  desk = await openServiceDesk();
});
afterEach(async () => desk.close());

const holder = async () => desk.clientOf(await desk.signIn('trader'));
const admin = async () => desk.clientOf(await desk.signIn('admin'));

const request = async (destination: string, amount = 100) => {
  const wish = { accountId: 1, amount, method: 'BANK_TRANSFER', destination } as const;
  return (await holder()).withdrawals.request.mutate(wish);
};

/** Approved and paid, which makes the destination the account's own. */
const paidHome = async () => {
  const { id: withdrawalId } = await request(HOME);
  const { withdrawals } = (await admin()).admin;
  await withdrawals.approve.mutate({ withdrawalId });
  return withdrawals.markPaid.mutate({ withdrawalId });
};

const approve = async (withdrawalId: string) =>
  safe((await admin()).admin.withdrawals.approve.mutate({ withdrawalId }));

describe('S33: a withdrawal to a destination that is new', () => {
  it('takes the money, tells the holder, and goes nowhere for a day', async () => {
    expect(await paidHome()).toMatchObject({ status: 'PAID', lockedUntil: null });
    const lockedUntil = '2026-01-20T12:00:00Z';
    const wish = { accountId: 1, amount: 100, method: 'BANK_TRANSFER', destination: AWAY };
    const token = await desk.signIn('trader');
    const asked = await ask(`${desk.url}/api/withdrawals`, { token, body: wish });
    expect(asked.told).toMatchObject({ status: 'REQUESTED', destination: '***0189', lockedUntil });
    const { account } = await desk.store.read({ accountId: 1 });
    expect(account?.balance).toBe(980_000n);
    const [event] = (await desk.store.eventsAfter(1, 0, 100)).slice(-2);
    expect(event).toMatchObject({ type: 'WITHDRAWAL_CHANGED', payload: { lockedUntil } });

    desk.clock.nowMs = START_MS + DAY_MS - 1;
    const url = `${desk.url}/admin/withdrawals/approve`;
    const body = { withdrawalId: String(asked.told['id']), idempotencyKey: 'approve-away' };
    const early = await ask(url, { token: await desk.signIn('admin'), body });
    expect(early.status).toBe(400);
    expect(early.told).toEqual({
      error: 'The destination is new and still locked',
      code: 'INVALID_REQUEST',
      details: { reason: 'DESTINATION_LOCKED', lockedUntil },
    });
    desk.clock.nowMs = START_MS + DAY_MS;
    const later = await ask(url, { token: await desk.signIn('admin'), body });
    expect(later.told).toMatchObject({ status: 'APPROVED', lockedUntil });
  });

  it('tells a typed client when to try again', async () => {
    await paidHome();
    const early = await approve((await request(AWAY)).id);
    expect(early.ok).toBe(false);
    expect(early).toMatchObject({
      error: {
        code: 'INVALID_REQUEST',
        details: { reason: 'DESTINATION_LOCKED' },
        retry: { kind: 'at', at: '2026-01-20T12:00:00Z' },
      },
    });
  });

  it('is taken back by its holder, or rejected by the desk, at any time', async () => {
    await paidHome();
    const { id: withdrawalId } = await request(AWAY);
    const taken = await (await holder()).withdrawals.cancel.mutate({ withdrawalId });
    expect(taken.status).toBe('CANCELLED');
    const rejected = { withdrawalId: (await request(AWAY)).id, reason: 'Not the holder' };
    expect(await (await admin()).admin.withdrawals.reject.mutate(rejected)).toMatchObject({
      status: 'REJECTED',
    });
    const { account } = await desk.store.read({ accountId: 1 });
    expect(account?.balance).toBe(990_000n);
  });

  it('waits anew when the one before it was taken back or rejected, however old that is', async () => {
    await paidHome();
    const first = await request(AWAY);
    desk.clock.nowMs += 2 * DAY_MS;
    await (await holder()).withdrawals.cancel.mutate({ withdrawalId: first.id });
    const second = await request(AWAY);
    expect(second.lockedUntil).toBe('2026-01-22T12:00:00Z');
    const refused = await approve(second.id);
    expect(refused).toMatchObject({ error: { details: { reason: 'DESTINATION_LOCKED' } } });
  });

  it('is free once one to the same place has stood its day, however the place is written', async () => {
    await paidHome();
    await request(AWAY);
    desk.clock.nowMs += DAY_MS;
    const again = await request(AWAY.toLowerCase().replaceAll(' ', ''));
    expect(again.lockedUntil).toBeNull();
    expect((await request(HOME)).lockedUntil).toBeNull();
  });

  it('waits as long as the house says, from then on, and that is on record', async () => {
    await paidHome();
    const { config, audit } = (await admin()).admin;
    expect(await config.get.query({})).toMatchObject({ destinationLockMs: DAY_MS });
    await config.update.mutate({ destinationLockMs: 3_600_000 });
    expect((await request(AWAY)).lockedUntil).toBe('2026-01-19T13:00:00Z');
    await config.update.mutate({ destinationLockMs: 0 });
    const elsewhere = await request('NL91 ABNA 0417 1643 00');
    expect(elsewhere.lockedUntil).toBeNull();
    const { items } = await audit.list.query({ action: 'admin.config.update' });
    expect(items.map(({ before, after }) => [before, after])).toMatchObject([
      [{ destinationLockMs: 3_600_000 }, { destinationLockMs: 0 }],
      [{ destinationLockMs: DAY_MS }, { destinationLockMs: 3_600_000 }],
    ]);
    for (const destinationLockMs of [-1, 31 * DAY_MS]) {
      const refused = await safe(config.update.mutate({ destinationLockMs }));
      expect(refused).toMatchObject({ error: { details: { field: 'destinationLockMs' } } });
    }
  });

  it('is nowhere kept as it was written', async () => {
    await request(AWAY);
    const kept: string[] = [];
    for (const table of ['withdrawals', 'audit', 'account_events', 'idempotency', 'postings']) {
      const rows = await desk.database.query(`SELECT * FROM ${table}`);
      kept.push(...rows.map((row) => Object.values(row).map(String).join(' ')));
    }
    expect(kept.join('\n')).toContain('***0189');
    expect(kept.join('\n').replaceAll(' ', '')).not.toContain('112345678');
  });
});
