/** How many decimals a currency has. */

const TWO_DIGITS = 2;

/** Only what differs from two digits, by ISO 4217; coins count as satoshi do. */
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['JPY', 0],
  ['KRW', 0],
  ['BTC', 8],
  ['ETH', 8],
]);

/** Digits after the point of an amount in `currency`; 2 for a currency that is not listed. */
export const currencyDigits = (currency: string): number => DIGITS.get(currency) ?? TWO_DIGITS;

/** Minor units in one whole unit of `currency`: 100 for USD. */
export const minorPerUnit = (currency: string): bigint => 10n ** BigInt(currencyDigits(currency));
