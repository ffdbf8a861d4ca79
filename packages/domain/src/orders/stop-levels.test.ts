/** Stop loss and take profit beside a market of 1.09496 / 1.09504. */
import { describe, expect, it } from 'vitest';
import { instrument, quote, refusalOf, request } from '../testing/desk.ts';
import { marketAnchors, stopLevels } from './stop-levels.ts';

const EURUSD = instrument('EURUSD');
const MARKET = quote('EURUSD', [109_496n, 109_504n]);

const check = (wanted: Parameters<typeof request>[0], of = EURUSD) =>
  stopLevels(request(wanted), of, marketAnchors(request(wanted).side, MARKET));
const fault = (wanted: Parameters<typeof request>[0], of = EURUSD) =>
  refusalOf(check(wanted, of)).details;

describe('stop loss and take profit', () => {
  it('are taken just beyond the market, and may be absent', () => {
    expect(check({})).toEqual({ ok: true, value: { sl: null, tp: null } });
    expect(check({ sl: 1.09495, tp: 1.09505 }).ok).toBe(true);
    expect(check({ side: 'SELL', sl: 1.09505, tp: 1.09495 }).ok).toBe(true);
  });

  it('must lie on the right side of the entry', () => {
    expect(fault({ sl: 1.1, tp: 1.09 })).toEqual({
      side: 'BUY',
      currentPrice: 1.09504,
      sl: 1.1,
      tp: 1.09,
      field: 'sl',
      reason: 'SL must be below entry for BUY orders',
      kind: 'DIRECTION',
      digits: 5,
    });
    expect(fault({ tp: 1.09504 }).reason).toBe('TP must be above entry for BUY orders');
    expect(fault({ side: 'SELL', sl: 1.09496 }).reason).toBe(
      'SL must be above entry for SELL orders',
    );
    expect(fault({ side: 'SELL', tp: 1.2 }).reason).toBe('TP must be below entry for SELL orders');
  });

  it('must not trigger at once on the other side of the spread', () => {
    expect(fault({ sl: 1.09496 })).toMatchObject({
      reason: 'SL must be below the bid for BUY orders',
      currentPrice: 1.09496,
    });
    expect(fault({ side: 'SELL', sl: 1.09504 }).reason).toBe(
      'SL must be above the ask for SELL orders',
    );
  });

  it('keep the least distance from the side that triggers them', () => {
    const distant = { ...EURUSD, stopsLevel: 50n };
    expect(check({ sl: 1.09446 }, distant).ok).toBe(true);
    expect(fault({ sl: 1.09447 }, distant)).toMatchObject({
      kind: 'TOO_CLOSE',
      currentPrice: 1.09496,
      minDistance: 0.0005,
    });
    expect(fault({ side: 'SELL', tp: 1.09455 }, distant).kind).toBe('TOO_CLOSE');
  });

  it('have no more digits than the symbol and are above zero', () => {
    expect(fault({ sl: 1.090001 })).toMatchObject({ kind: 'PRECISION', field: 'sl' });
    expect(fault({ tp: 1.1000001 })).toMatchObject({ kind: 'PRECISION', field: 'tp' });
    expect(fault({ sl: 0 }).reason).toBe('SL must be above zero');
    expect(fault({ side: 'SELL', tp: -1 }).reason).toBe('TP must be above zero');
  });
});
