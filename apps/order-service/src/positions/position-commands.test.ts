/** What a trader can do with positions, what prices do to them, and what happens when the money runs out. */
import { decimalOf } from '@faultline/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ann, ben, callBy, openDesk } from '../testing/desk.ts';

type Desk = Awaited<ReturnType<typeof openDesk>>;
let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(async () => desk.close());

const order = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: decimalOf(0.1) } as const;
const open = async (changes: Partial<Parameters<Desk['orders']['placeMarket']>[0]> = {}) => {
  const { position } = await desk.orders.placeMarket({ ...order, ...changes }, callBy(ann).call);
  if (position === null) throw new Error('nothing was opened');
  return position;
};
const moveTo = async (bid: bigint, ask = bid + 8n): Promise<void> => {
  desk.quote({ bid, ask });
  await desk.settled();
};
const positionOf = async (positionId: number) => (await desk.store.read({ positionId })).position;

describe('the levels of a position', () => {
  it('close it by the price that its holder would get, with the reason kept', async () => {
    const { id } = await open({ sl: decimalOf(1.09), tp: decimalOf(1.1) });
    await moveTo(109_001n);
    expect(await positionOf(id)).toMatchObject({ status: 'OPEN' });
    await moveTo(109_000n);
    expect(await positionOf(id)).toMatchObject({
      status: 'CLOSED',
      closeReason: 'SL',
      closePrice: 109_000n,
    });
  });

  it('can be set, taken away and moved to break-even', async () => {
    const { id } = await open();
    const levels = { positionId: id, sl: decimalOf(1.09), tp: decimalOf(1.1) };
    expect(await desk.positions.modify(levels, callBy(ann).call)).toMatchObject({
      sl: decimalOf(1.09),
      tp: decimalOf(1.1),
    });
    await moveTo(109_700n);
    const even = await desk.positions.breakEven({ positionId: id }, callBy(ann).call);
    expect(even.sl).toEqual(decimalOf(1.09504));
    const bare = await desk.positions.modify(
      { positionId: id, sl: null, tp: null },
      callBy(ann).call,
    );
    expect(bare).toMatchObject({ sl: null, tp: null });
  });

  it('follow the market at a distance and then close what is won', async () => {
    const { id } = await open();
    const trailing = { positionId: id, type: 'FIXED', distance: 100 } as const;
    await desk.positions.trailingStop(trailing, callBy(ann).call);
    await moveTo(110_000n);
    expect(await positionOf(id)).toMatchObject({ sl: 109_900n });
    await moveTo(109_950n);
    expect(await positionOf(id)).toMatchObject({ sl: 109_900n, status: 'OPEN' });
    await moveTo(109_890n);
    expect(await positionOf(id)).toMatchObject({ status: 'CLOSED', closeReason: 'TRAILING' });
  });

  it('refuse a trailing stop without its numbers, naming all that is missing', async () => {
    const { id } = await open();
    const asking = desk.positions.trailingStop({ positionId: id, type: 'STEP' }, callBy(ann).call);
    await expect(asking).rejects.toMatchObject({
      code: 'MISSING_PARAMETER',
      details: { missingFields: ['distance', 'step'] },
    });
  });
});

describe('closing', () => {
  it('one by its opposite pays no spread twice and leaves the rest', async () => {
    const long = await open({ volume: decimalOf(0.3) });
    const short = await open({ side: 'SELL' });
    const pair = { positionId: long.id, oppositeId: short.id };
    const answer = await desk.positions.closeBy(pair, callBy(ann).call);
    expect(answer.deals.map(({ entry }) => entry)).toEqual(['OUT_BY', 'OUT_BY']);
    expect(answer.remaining).toMatchObject({ id: long.id, volume: decimalOf(0.2) });
    expect(await positionOf(short.id)).toMatchObject({ closeReason: 'CLOSE_BY' });
    await expect(desk.positions.closeBy(pair, callBy(ann).call)).rejects.toMatchObject({
      code: 'POSITION_ALREADY_CLOSED',
    });
    expect((await desk.store.verify()).unexplained).toEqual([]);
  });

  it('one by somebody else’s finds nothing there', async () => {
    const own = await open();
    const { position } = await desk.orders
      .placeMarket({ ...order, accountId: 3, side: 'SELL' }, callBy(ben).call)
      .catch(() => ({ position: null }));
    const pair = { positionId: own.id, oppositeId: position?.id ?? 99 };
    await expect(desk.positions.closeBy(pair, callBy(ann).call)).rejects.toMatchObject({
      code: 'POSITION_NOT_FOUND',
      details: { positionId: pair.oppositeId },
    });
  });

  it('many answers for each: what cannot be closed does not keep the others open', async () => {
    await open();
    await open({ side: 'SELL' });
    await moveTo(109_700n);
    const winners = { accountId: 2, filter: 'WINNERS', idempotencyKey: 'close-win' } as const;
    const answer = await desk.positions.closeMany(winners, callBy(ann).call);
    expect(answer).toMatchObject({ closed: [{ positionId: 1 }], failed: [] });
    expect(
      await desk.positions.closeMany({ accountId: 2, filter: 'ALL' }, callBy(ann).call),
    ).toMatchObject({
      closed: [{ positionId: 2 }],
    });
  });

  it('and opening the other way round is one command, found again under its key', async () => {
    const { id } = await open();
    const input = { positionId: id, idempotencyKey: 'reverse-1' };
    const answer = await desk.positions.reverse(input, callBy(ann).call);
    expect(answer).toMatchObject({
      closed: { id, status: 'CLOSED', closeReason: 'REVERSE' },
      opened: { side: 'SELL', volume: decimalOf(0.1) },
      refusal: null,
    });
    expect(await desk.positions.reverse(input, callBy(ann).call)).toEqual(answer);
    expect((await desk.store.read({ accountId: 2 })).positions).toHaveLength(1);
  });
});

describe('when the money runs out', () => {
  it('the owner is told once, the worst position goes first, and no more than needed', async () => {
    await open({ volume: decimalOf(6) });
    await open({ symbol: 'EURUSD', side: 'BUY', volume: decimalOf(2.5) });
    await moveTo(109_400n);
    await moveTo(108_850n);
    const { account, positions } = await desk.store.read({ accountId: 2 });
    expect(positions.map(({ id }) => id)).toEqual([2]);
    expect(await positionOf(1)).toMatchObject({ closeReason: 'STOP_OUT' });
    expect(account?.balance).toBeGreaterThan(0n);
    const types = (await desk.store.eventsAfter(2, 0, 100)).map(({ type }) => type);
    expect(types.filter((type) => type === 'MARGIN_CALL')).toHaveLength(1);
    expect(types).toContain('STOP_OUT');
    expect((await desk.store.verify()).unexplained).toEqual([]);
  });

  it('a gap leaves no debt: the house makes up what is below zero', async () => {
    await open({ volume: decimalOf(8) });
    await moveTo(106_000n);
    const { account, positions } = await desk.store.read({ accountId: 2 });
    expect(positions).toEqual([]);
    expect(account?.balance).toBe(0n);
    expect((await desk.store.verify()).unexplained).toEqual([]);
  });
});

describe('a preview', () => {
  it('is answered with the very refusal of the real order, and with what else is wrong', async () => {
    const wanted = { ...order, volume: decimalOf(50), sl: decimalOf(2) };
    const preview = await desk.risk.preview(wanted, callBy(ann).call);
    const real = await desk.orders
      .placeMarket(wanted, callBy(ann).call)
      .catch((error: { code: string; details: object }) => error);
    const [first, second] = preview.failures;
    expect(first).toMatchObject({ code: 'INVALID_SL_TP' });
    expect(real).toMatchObject(first ?? {});
    expect(second).toMatchObject({ code: 'MARGIN_INSUFFICIENT' });
    expect(preview.ok).toBe(false);
  });

  it('shows margin, commission and what would be left, and changes nothing', async () => {
    const preview = await desk.risk.preview(order, callBy(ann).call);
    expect(preview).toMatchObject({
      ok: true,
      requiredMargin: { unscaled: 10_950n, scale: 2 },
      commission: { unscaled: 35n, scale: 2 },
      failures: [],
    });
    expect((await desk.store.read({ accountId: 2 })).orders).toEqual([]);
  });

  it('says what a pending order still needs to be one', async () => {
    const asking = desk.risk.preview({ ...order, type: 'STOP_LIMIT' }, callBy(ann).call);
    await expect(asking).rejects.toMatchObject({
      code: 'MISSING_PARAMETER',
      details: { missingFields: ['triggerPrice', 'limitPrice'] },
    });
  });

  it('recommends the volume that a stop loss of so many pips allows', async () => {
    const wanted = { symbol: 'EURUSD', riskPercent: decimalOf(2), slPips: decimalOf(50) };
    const answer = await desk.risk.lotSize({ accountId: 2, ...wanted }, callBy(ann).call);
    expect(answer).toMatchObject({
      recommendedLot: { unscaled: 4_000n, scale: 4 },
      riskAmount: { unscaled: 20_000n, scale: 2 },
    });
  });
});
