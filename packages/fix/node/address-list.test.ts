/** Which addresses may connect. */
import { describe, expect, it } from 'vitest';
import { AddressList } from './address-list.ts';

describe('a list of addresses', () => {
  const list = new AddressList(['192.0.2.7', '10.1.0.0/16', '2001:db8::/32']);

  it.each(['192.0.2.7', '10.1.255.3', '::ffff:10.1.2.3', '2001:db8:7::1'])('has %s', (address) => {
    expect(list.has(address)).toBe(true);
  });

  it.each(['192.0.2.8', '10.2.0.1', '2001:db9::1', '', 'localhost'])('has not %s', (address) => {
    expect(list.has(address)).toBe(false);
  });

  it.each(['localhost', '10.0.0.0/33', '10.0.0.0/', '::1/129', '10.0.0.0/x'])(
    'refuses %s',
    (text) => {
      expect(() => new AddressList([text])).toThrow(RangeError);
    },
  );

  it('of nothing lets nobody in', () => {
    expect(new AddressList([]).has('127.0.0.1')).toBe(false);
  });
});
