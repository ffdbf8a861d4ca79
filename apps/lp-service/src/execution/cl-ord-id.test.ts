/** The name of an order towards a provider. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clOrdIdOf } from './cl-ord-id.ts';

describe('the ClOrdID of an order', () => {
  it('is the order id and the leg', () => {
    expect(clOrdIdOf('ORD-12', { leg: 1 })).toBe('ORD-12-1');
    expect(clOrdIdOf('ORD-12', { leg: 2 })).toBe('ORD-12-2');
  });

  it('has a name of its own for each cancel and replace', () => {
    expect(clOrdIdOf('ORD-12', { leg: 2, request: 3 })).toBe('ORD-12-2r3');
    expect(clOrdIdOf('ORD-'.padEnd(60, '7'), { leg: 1, request: 1 })).toMatch(/^\..{15}-1r1$/);
  });

  it('is printable, has at most 20 characters and is the same every time, for any order id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }), (orderId) => {
        expect(clOrdIdOf(orderId, { leg: 1 })).toMatch(/^[!-<>-~]{3,20}$/);
        expect(clOrdIdOf(orderId, { leg: 1 })).toBe(clOrdIdOf(orderId, { leg: 1 }));
      }),
    );
  });

  it('differs for order ids that differ only beyond its length', () => {
    const long = 'ORD-'.padEnd(60, '7');
    expect(clOrdIdOf(`${long}1`, { leg: 1 })).not.toBe(clOrdIdOf(`${long}2`, { leg: 1 }));
  });
});
