/** Symbols of a provider, written as lines and read again. */
import { describe, expect, it } from 'vitest';
import { linesOf, symbolsIn } from './symbol-lines.ts';

const EURO = { symbol: 'EURUSD', lpSymbol: 'EUR/USD', digits: 5, volumeFactor: 1 };
const YEN = { symbol: 'USDJPY', lpSymbol: 'USDJPY.r', digits: 3, volumeFactor: 1_000 };

describe('lines of symbols', () => {
  it('are read as they were written', () => {
    expect(symbolsIn(linesOf([EURO, YEN]))).toEqual({ ok: true, symbols: [EURO, YEN] });
  });

  it('may be pasted with commas, empty lines and without the factor', () => {
    const pasted = '\n EURUSD, EUR/USD, 5\r\n\nUSDJPY;USDJPY.r;3;1000\n';
    expect(symbolsIn(pasted)).toEqual({ ok: true, symbols: [EURO, YEN] });
  });

  it.each(['EURUSD', 'EURUSD EUR/USD', 'EURUSD EUR/USD five', 'EURUSD EUR/USD 5 1 more'])(
    'that are none are named: %s',
    (line) => {
      expect(symbolsIn(`${linesOf([YEN])}\n${line}`)).toEqual({ ok: false, line });
    },
  );
});
