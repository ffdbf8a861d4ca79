/** What the service knows of the market: the newest price of each provider, and how lots become units. */
import { DEMO_INSTRUMENTS } from '@faultline/domain';
import { decimalOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PriceBoard } from './price-board.ts';
import { unitsOf, volumeOfUnits } from './units.ts';

const quote = (lp: string, bid: bigint, receivedAtMs: number) => ({
  symbol: 'EURUSD',
  lp,
  bid,
  ask: bid + 8n,
  receivedAtMs,
});

describe('the price board', () => {
  it('shows the newest price of each provider and never goes back in time', () => {
    const board = new PriceBoard();
    board.quote(quote('YOFX', 2n, 20));
    board.quote(quote('YOFX', 1n, 10));
    board.quote(quote('OANDA', 3n, 5));
    expect(board.quotesOf('YOFX')('EURUSD')?.bid).toBe(2n);
    expect(board.quotesOf('OANDA')('EURUSD')?.bid).toBe(3n);
    expect(board.quotesOf('YOFX')('GBPUSD')).toBeUndefined();
  });

  it('prices an account by its first connected provider, and by its first when none is', () => {
    const board = new PriceBoard();
    const venue = (lp: string, connected: boolean) => ({ lp, connected, lastConnectedMs: 7 });
    board.venue(venue('YOFX', false));
    board.venue(venue('OANDA', true));
    expect(board.pricingLp(['YOFX', 'OANDA'])).toBe('OANDA');
    expect(board.pricingLp(['YOFX'])).toBe('YOFX');
    board.disconnected();
    expect(board.pricingLp(['YOFX', 'OANDA'])).toBe('YOFX');
    expect(board.venues).toEqual([venue('YOFX', false), venue('OANDA', false)]);
  });
});

describe('units of the base currency', () => {
  it('are lots times the contract, exactly, and come back as the same lots', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DEMO_INSTRUMENTS),
        fc.bigInt({ min: 1n, max: 10n ** 9n }),
        (instrument, volume) => {
          expect(volumeOfUnits(unitsOf(volume, instrument), instrument)).toBe(volume);
        },
      ),
    );
  });

  it('that are no whole part of a lot are no volume', () => {
    const [eurusd] = DEMO_INSTRUMENTS.filter(({ name }) => name === 'EURUSD');
    expect(volumeOfUnits(decimalOf(10_000), eurusd!)).toBe(1_000n);
    expect(volumeOfUnits(decimalOf(10_001), eurusd!)).toBeNull();
    expect(volumeOfUnits(decimalOf(0.000_01), eurusd!)).toBeNull();
  });
});
