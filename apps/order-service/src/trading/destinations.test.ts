/** What is kept of where money goes. */
import { expect, it } from 'vitest';
import { destinationsBy } from './destinations.ts';

const keep = destinationsBy('a secret of thirty-two characters');
const iban = {
  accountId: 1,
  method: 'BANK_TRANSFER',
  destination: 'DE89 3704 0044 0532 0130 00',
} as const;

it('is the same for one destination of one account, however it is written', () => {
  const { destinationKey, destinationMasked } = keep(iban);
  expect(destinationMasked).toBe('***3000');
  expect(destinationKey).toHaveLength(43);
  expect(keep({ ...iban, destination: 'de89370400440532013000' }).destinationKey).toBe(
    destinationKey,
  );
});

it('is another one for each account, method, destination and secret', () => {
  const others = [
    keep({ ...iban, accountId: 2 }),
    keep({ ...iban, method: 'CRYPTO' }),
    keep({ ...iban, destination: 'DE89 3704 0044 0532 0130 01' }),
    destinationsBy('another secret')(iban),
  ].map(({ destinationKey }) => destinationKey);
  expect(new Set([keep(iban).destinationKey, ...others]).size).toBe(5);
});

it('is nothing where nobody said, and shows nothing of what is short', () => {
  const { accountId, method } = iban;
  expect(keep({ accountId, method })).toEqual({ destinationMasked: '***', destinationKey: null });
  expect(keep({ ...iban, destination: '1234567' }).destinationMasked).toBe('***');
});
