/** Which behaviour applies, and how it is used up. */
import { describe, expect, it } from 'vitest';
import type { Behaviour } from './behaviour.ts';
import { find, take } from './match.ts';

const ALL = { scope: {}, remaining: null };
const EURUSD = { lp: 'YOFX', session: 'YOFX1', symbol: 'EURUSD' };
const silent: Behaviour = { ...ALL, mode: 'silent' };
const ORDER_MODES = ['fill', 'silent', 'ackOnly'] as const;

describe('a behaviour', () => {
  it('applies to everything without a filter', () => {
    expect(find([silent], EURUSD, ORDER_MODES)).toBe(silent);
  });

  it.each([
    [{ lp: 'YOFX' }, true],
    [{ lp: 'OANDA' }, false],
    [{ session: 'YOFX1', symbol: 'EURUSD' }, true],
    [{ session: 'YOFX1', symbol: 'XAUUSD' }, false],
  ])('for %j applies: %s', (scope, applies) => {
    expect(find([{ ...silent, scope }], EURUSD, ORDER_MODES) !== null).toBe(applies);
  });

  it('gives way to one that was set later', () => {
    const fill: Behaviour = { ...ALL, mode: 'fill' };
    expect(find([silent, fill], EURUSD, ORDER_MODES)).toBe(fill);
  });

  it('of another kind is left alone', () => {
    const stopQuotes: Behaviour = { ...ALL, mode: 'stopQuotes' };
    expect(find([silent, stopQuotes], EURUSD, ORDER_MODES)).toBe(silent);
  });

  it('with a count is used up one by one; without one it stays', () => {
    const twice: Behaviour = { ...silent, remaining: 2 };
    const first = take([silent, twice], EURUSD, ORDER_MODES);
    expect(first.rest).toEqual([silent, { ...twice, remaining: 1 }]);
    const second = take(first.rest, EURUSD, ORDER_MODES);
    expect(second.rest).toEqual([silent]);
    expect(take(second.rest, EURUSD, ORDER_MODES).rest).toEqual([silent]);
  });

  it('that applies to nobody changes nothing', () => {
    expect(take([], EURUSD, ORDER_MODES)).toEqual({ behaviour: null, rest: [] });
  });
});
