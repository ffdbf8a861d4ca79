/** What is wrong with an input is told in one fixed order, and nothing is ever coerced. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderContract } from './order/index.ts';
import { parseInput } from './validate.ts';

const placeMarket = (raw: unknown) => parseInput(orderContract.orders.placeMarket, raw);
const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };

describe('reading an input', () => {
  it('turns JSON numbers into exact decimals', () => {
    expect(placeMarket({ ...order, sl: 1.0925 })).toEqual({
      ok: true,
      input: {
        ...order,
        volume: { unscaled: 1n, scale: 1 },
        sl: { unscaled: 10925n, scale: 4 },
      },
    });
  });

  it.each([[{}], [undefined], [{ symbol: null, side: null, volume: null }]])(
    'names all missing fields at once: %j',
    (raw) => {
      expect(placeMarket(raw)).toEqual({
        ok: false,
        refusal: {
          code: 'MISSING_PARAMETER',
          details: { missingFields: ['symbol', 'side', 'volume'] },
        },
      });
    },
  );

  it.each([
    [{ volume: '0.1' }, { field: 'volume', expected: 'number', received: 'string' }],
    [{ side: 'LONG' }, { field: 'side', expected: 'BUY | SELL', received: 'LONG' }],
    [{ side: 1 }, { field: 'side', expected: 'BUY | SELL', received: 'number' }],
    [{ accountId: '3' }, { field: 'accountId', expected: 'number', received: 'string' }],
    [{ accountId: 1.5 }, { field: 'accountId', expected: 'int', received: 'decimal number' }],
    [{ symbol: ['EURUSD'] }, { field: 'symbol', expected: 'string', received: 'array' }],
    [{ volume: Number.POSITIVE_INFINITY }, { field: 'volume', expected: 'number' }],
  ])('refuses a wrong type without coercing it: %j', (wrong, details) => {
    expect(placeMarket({ ...order, ...wrong })).toMatchObject({
      refusal: { code: 'INVALID_PARAMETER_TYPE', details },
    });
  });

  it('takes null for a wrong value where nothing has to be there, and for a missing one where something has', () => {
    expect(placeMarket({ ...order, maxDeviation: null })).toEqual({
      ok: false,
      refusal: {
        code: 'INVALID_PARAMETER_TYPE',
        details: { field: 'maxDeviation', expected: 'number', received: 'null' },
      },
    });
  });

  it.each([
    [{ accountId: 0 }, 'It must be more than 0.'],
    [{ accountId: 1e20 }, 'It must be at most 9007199254740991.'],
    [{ symbol: '' }, 'It must have at least 1 character.'],
    [{ symbol: 'x'.repeat(33) }, 'It must have at most 32 characters.'],
    [{ symbol: 'EUR\u0000' }, 'Control characters are not allowed.'],
    [{ clientOrderId: 'two words' }, 'It must have 1 to 64 ASCII characters and no space.'],
    [{ idempotencyKey: 'short' }, 'It must have 8 to 128 letters, digits, "_" or "-".'],
  ])('says in plain words what is wrong with %j', (wrong, reason) => {
    const [field] = Object.keys(wrong);
    expect(placeMarket({ ...order, ...wrong })).toEqual({
      ok: false,
      refusal: { code: 'INVALID_REQUEST', details: { field, reason } },
    });
  });

  it('names the form of a time that is none', () => {
    const { list } = orderContract.orders;
    expect(parseInput(list, { from: '2026-02-30T00:00:00Z' })).toMatchObject({
      refusal: {
        code: 'INVALID_PARAMETER_TYPE',
        details: { field: 'from', received: '2026-02-30T00:00:00Z' },
      },
    });
    expect(parseInput(list, { from: '2026-02-28T00:00:00Z' })).toMatchObject({
      input: { from: Date.UTC(2026, 1, 28) },
    });
  });

  it('tells missing fields before wrong types, and wrong types before unknown fields', () => {
    const codeOf = (raw: object): unknown => Reflect.get(placeMarket(raw), 'refusal');
    expect(codeOf({ symbol: 'EURUSD', volume: 'x', extra: 1 })).toMatchObject({
      code: 'MISSING_PARAMETER',
    });
    expect(codeOf({ ...order, volume: 'x', extra: 1 })).toMatchObject({
      code: 'INVALID_PARAMETER_TYPE',
    });
    expect(codeOf({ ...order, extra: 1 })).toEqual({
      code: 'INVALID_REQUEST',
      details: { field: 'extra', reason: 'Unknown field.' },
    });
  });

  it.each([[[]], ['text'], [7]])('wants an object, not %j', (raw) => {
    expect(placeMarket(raw)).toMatchObject({ refusal: { code: 'INVALID_REQUEST' } });
  });

  it('answers any JSON at all with an input or one of three refusals', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        const parsed = placeMarket(raw);
        const code = parsed.ok ? 'OK' : parsed.refusal.code;
        expect(['OK', 'MISSING_PARAMETER', 'INVALID_PARAMETER_TYPE', 'INVALID_REQUEST']).toContain(
          code,
        );
      }),
    );
  });
});
