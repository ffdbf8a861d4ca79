/** A preview's numbers, and that it names every failure that can still be found. */
import { decimalOf } from '@faultline/errors';
import { describe, expect, it } from 'vitest';
import {
  account,
  facts,
  group,
  instruments,
  order,
  position,
  quotes,
  request,
} from '../testing/desk.ts';
import { limitRequest } from '../testing/pending-orders.ts';
import { previewClose } from '../positions/preview-close.ts';
import { previewMarketOrder, previewPendingOrder } from './preview.ts';

const free = instruments({ EURUSD: { commissionPerLot: 0n } });

describe('the preview of an order', () => {
  it('leaves 4750.00 and a level of 2000.00 % when 250.00 go from an empty account of 5000', () => {
    const euros = facts({
      account: account({ currency: 'EUR', leverage: 200n, balance: 500_000n }),
      instruments: free,
    });
    expect(previewMarketOrder(request({ volume: 0.5 }), euros)).toEqual({
      ok: true,
      requiredMargin: 25_000n,
      freeMarginAfter: 475_000n,
      marginLevelAfter: 200_000n,
      commission: 0n,
      price: 109_504n,
      belowMarginCall: false,
      failures: [],
    });
  });

  it('names everything that is wrong, and keeps the numbers that it can know', () => {
    const poor = facts({ account: account({ balance: 100n }), venues: [] });
    const preview = previewMarketOrder(request({ sl: 2 }), poor);
    expect(preview.failures.map(({ code }) => code)).toEqual([
      'LP_NOT_CONNECTED',
      'INVALID_SL_TP',
      'MARGIN_INSUFFICIENT',
    ]);
    expect(preview).toMatchObject({ ok: false, requiredMargin: 10_950n, commission: 35n });
    expect(preview.freeMarginAfter).toBe(100n - 10_950n - 35n);
    // One idea, one number: the refusal calls margin and commission what the preview calls them.
    expect(preview.failures.at(-1)?.details).toMatchObject({
      requiredMargin: 109.5,
      commission: 0.35,
      freeMargin: 1,
    });
  });

  it('says nothing of a commission where none is charged', () => {
    const poor = facts({ account: account({ balance: 1n }), instruments: free });
    const [failure] = previewMarketOrder(request(), poor).failures;
    expect(failure?.code).toBe('MARGIN_INSUFFICIENT');
    expect(failure?.details).not.toHaveProperty('commission');
  });

  it('passes over what cannot be judged once its inputs are missing', () => {
    const stale = facts({ quotes: quotes({ EURUSD: null }), account: account({ balance: 1n }) });
    const preview = previewMarketOrder(request({ sl: 2 }), stale);
    expect(preview.failures.map(({ code }) => code)).toEqual(['PRICE_STALE']);
    expect(preview).toMatchObject({ price: null, requiredMargin: null, marginLevelAfter: null });
    const unknown = previewMarketOrder(request({ symbol: 'NONE' }), stale);
    expect(unknown.failures.map(({ code }) => code)).toEqual(['INVALID_SYMBOL']);
  });

  it('warns of a margin call that it does not refuse', () => {
    const exact = facts({ account: account({ balance: 10_985n }) });
    expect(previewMarketOrder(request(), exact)).toMatchObject({
      ok: true,
      belowMarginCall: true,
      marginLevelAfter: 10_000n,
      freeMarginAfter: 0n,
    });
    const strict = group({ marginCallLevel: 9_999n });
    const calm = previewMarketOrder(request(), { ...exact, group: strict });
    expect(calm.belowMarginCall).toBe(false);
  });

  it('takes a pending order at its own price', () => {
    const wanted = limitRequest(1.09, { volume: decimalOf(1) });
    expect(previewPendingOrder(wanted, facts())).toMatchObject({
      ok: true,
      price: 109_000n,
      requiredMargin: 109_500n,
    });
  });
});

describe('the preview of a close', () => {
  it('shows the margin that it frees and the commission that it costs', () => {
    const flat = quotes({ EURUSD: [109_500n, 109_508n] });
    const held = position({ margin: 10_950n });
    const holding = facts({ positions: [held], quotes: flat });
    const half = { volume: decimalOf(0.05), maxDeviation: null };
    expect(previewClose(half, held, holding)).toEqual({
      ok: true,
      requiredMargin: 0n,
      freeMarginAfter: 1_000_000n - 18n - 5_475n,
      marginLevelAfter: (999_982n * 10_000n) / 5_475n,
      commission: 18n,
      price: 109_500n,
      belowMarginCall: false,
      failures: [],
    });
    const whole = previewClose({ volume: null, maxDeviation: null }, held, holding);
    expect(whole).toMatchObject({ freeMarginAfter: 999_965n, marginLevelAfter: null });
    const working = { ...holding, orders: [order({ reservedMargin: 1_000n })] };
    const all = previewClose({ volume: null, maxDeviation: null }, held, working);
    expect(all.freeMarginAfter).toBe(998_965n);
  });

  it('names a volume that cannot be closed beside a market that is away', () => {
    const held = position();
    const away = facts({ positions: [held], quotes: quotes({ EURUSD: null }) });
    const preview = previewClose({ volume: decimalOf(9), maxDeviation: null }, held, away);
    expect(preview.failures.map(({ code }) => code)).toEqual([
      'PARTIAL_CLOSE_INVALID',
      'PRICE_STALE',
    ]);
    expect(preview).toMatchObject({ commission: null, freeMarginAfter: null, price: null });
  });
});
