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

const refuseAmount = (reason: string): Decision<'INVALID_REQUEST', never> =>
  refused('INVALID_REQUEST', { field: 'amount', reason });
