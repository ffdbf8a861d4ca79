/** Amounts of money as somebody typed them. */
import type { Decimal } from '@faultline/errors';
import { rescaled } from '@faultline/errors';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import { currencyDigits } from './currency.ts';
import type { Minor } from './units.ts';

/** The amount in minor units, unless it is zero or finer than the currency. */
export function signedAmount(
  amount: Decimal,
  currency: string,
): Decision<'INVALID_REQUEST', Minor> {
  const digits = currencyDigits(currency);
  const minor = rescaled(amount, digits);
  if (minor === null) return refuseAmount(`${currency} has ${digits} decimals`);
  return minor === 0n ? refuseAmount('The amount is zero') : accepted(minor);
}

/** The same, above zero. */
export function positiveAmount(
  amount: Decimal,
  currency: string,
): Decision<'INVALID_REQUEST', Minor> {
  if (amount.unscaled < 0n) return refuseAmount('The amount must be above zero');
  return signedAmount(amount, currency);
}

/** What an account may hold at most: all of it still is a JSON number whose every digit counts. */
export const HELD_MAX: Minor = BigInt(Number.MAX_SAFE_INTEGER);

/** Refuses what would leave an account with more than it may hold. */
export function holdableAmount(
  change: Minor,
  { balance, credit }: { readonly balance: Minor; readonly credit: Minor },
): Decision<'INVALID_REQUEST', Minor> {
  if (balance + credit + change <= HELD_MAX) return accepted(change);
  return refuseAmount('The account cannot hold that much');
}

const refuseAmount = (reason: string): Decision<'INVALID_REQUEST', never> =>
  refused('INVALID_REQUEST', { field: 'amount', reason });
