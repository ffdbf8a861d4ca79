/** The name of an order towards a provider. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clOrdIdOf } from './cl-ord-id.ts';

describe('the ClOrdID of an order', () => {
  it('is the order id and the leg', () => {
    expect(clOrdIdOf('ORD-12')).toBe('ORD-12-1');
  });

  it('is printable, has at most 20 characters and is the same every time, for any order id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 64 }), (orderId) => {
        expect(clOrdIdOf(orderId)).toMatch(/^[!-<>-~]{3,20}$/);
        expect(clOrdIdOf(orderId)).toBe(clOrdIdOf(orderId));
      }),
    );
  });

  it('differs for order ids that differ only beyond its length', () => {
    const long = 'ORD-'.padEnd(60, '7');
    expect(clOrdIdOf(`${long}1`)).not.toBe(clOrdIdOf(`${long}2`));
  });
});
