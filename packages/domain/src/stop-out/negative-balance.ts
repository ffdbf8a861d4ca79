/** Making up a balance that losses took below zero, where the group promises that. */
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Booking } from '../ledger/booking.ts';

/**
 * What brings the balance back to zero, to be given to `book`; `null` while the account holds positions, when the balance
 * is not negative, or without the promise.
 */
export function negativeBalanceCompensation({
  account,
  group,
  positions,
}: TradingFacts): Booking | null {
  if (positions.length > 0 || account.balance >= 0n || !group.negativeBalanceProtection)
    return null;
  return { type: 'NEGATIVE_BALANCE_COMPENSATION', change: -account.balance };
}
