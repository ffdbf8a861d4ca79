/** Where providers may be. */
import type { LookupAddress, LookupOptions } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { guardedLookup, hostFault, isAddressAllowed, type HostPolicy } from './hosts.ts';

const STRICT: HostPolicy = {
  allowed: new Set(['fix.example.com:9880', '192.0.2.7:9880', '127.0.0.1:9880', '[::1]:1']),
  isLoopbackAllowed: false,
};
const DEMO: HostPolicy = { ...STRICT, isLoopbackAllowed: true };

describe('a host', () => {
  it.each(['169.254.169.254', '127.0.0.1', '2130706433', '0x7f000001', '::ffff:127.0.0.1'])(
    '%s that is not on the list is refused',
    (host) => expect(hostFault(host, 6379, DEMO)).toContain('not on the list'),
  );

  it('on the list is taken with its port only', () => {
    expect(hostFault('fix.example.com', 9880, STRICT)).toBeNull();
    expect(hostFault('fix.example.com', 443, STRICT)).not.toBeNull();
    expect(hostFault('192.0.2.7', 9880, STRICT)).toBeNull();
  });

  it('that is this machine is taken in a demo only, even when it is on the list', () => {
    expect(hostFault('127.0.0.1', 9880, STRICT)).toBe('127.0.0.1 is not allowed');
    expect(hostFault('127.0.0.1', 9880, DEMO)).toBeNull();
  });
});

describe('an address', () => {
  it.each(['169.254.169.254', '0.0.0.0', '::', 'fe80::1', '224.0.0.1', '::ffff:169.254.1.1', 'x'])(
    '%s is never dialled',
    (address) => expect(isAddressAllowed(address, DEMO)).toBe(false),
  );

  it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
    '%s is dialled in a demo only',
    (address) => {
      expect(isAddressAllowed(address, STRICT)).toBe(false);
      expect(isAddressAllowed(address, DEMO)).toBe(true);
    },
  );
});

describe('a name', () => {
  type Answer = (error: Error | null, found: LookupAddress[]) => void;
  /** A name server that says something else each time. */
  const serving = (...answers: string[][]) =>
    ((_host: string, _options: LookupOptions, callback: Answer) => {
      const found = (answers.shift() ?? []).map((address) => ({ address, family: 4 }));
      callback(null, found);
    }) as unknown as Parameters<typeof guardedLookup>[1];
  const dialled = async (lookup: ReturnType<typeof guardedLookup>, options: LookupOptions = {}) =>
    new Promise((resolve) => {
      lookup('fix.example.com', options, (error, address) => resolve(error?.message ?? address));
    });

  it('that begins to mean this machine is not dialled any more', async () => {
    const lookup = guardedLookup(STRICT, serving(['192.0.2.7'], ['127.0.0.1']));
    expect(await dialled(lookup)).toBe('192.0.2.7');
    expect(await dialled(lookup)).toBe('fix.example.com is not allowed');
  });

  it('is dialled at those of its addresses that are allowed', async () => {
    const lookup = guardedLookup(STRICT, serving(['169.254.169.254', '192.0.2.7']));
    expect(await dialled(lookup, { all: true })).toEqual([{ address: '192.0.2.7', family: 4 }]);
  });
});
