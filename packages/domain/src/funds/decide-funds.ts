/** Whether the broker may change an account's money by hand. `book` then does it. */
import type { Decimal } from '@faultline/errors';
import { spared } from '../accounts/balance-check.ts';
import { summarise } from '../accounts/summary.ts';
import type { Decision } from '../decision.ts';
import { accepted } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import type { Booking } from '../ledger/booking.ts';
import { holdableAmount, positiveAmount, signedAmount } from '../money/amount.ts';
import type { Minor } from '../money/units.ts';

/** Taking money out to pay it to the client is a withdrawal: see `decideAdminWithdrawal`. */
export interface FundsCommand {
  readonly type: 'DEPOSIT' | 'ADJUSTMENT' | 'BONUS' | 'BONUS_OUT';
  /** Above zero; an ADJUSTMENT below zero takes away. */
  readonly amount: Decimal;
}

export type FundsCode = 'INVALID_REQUEST' | 'INSUFFICIENT_BALANCE';

/**
 * An adjustment takes no more than could be withdrawn. A bonus is taken back only as far as there is credit and the
 * margin in use does not stand on it. The account's state does not matter: a disabled account may be put right.
 */
export function decideFunds(
  command: FundsCommand,
  facts: TradingFacts,
): Decision<FundsCode, Booking> {
  const { type } = command;
  const { currency } = facts.account;
  const amountOf = type === 'ADJUSTMENT' ? signedAmount : positiveAmount;
  const amount = amountOf(command.amount, currency);
  if (!amount.ok) return amount;
  const change = type === 'BONUS_OUT' ? -amount.value : amount.value;
  if (change > 0n) {
    const held = holdableAmount(change, facts.account);
    return held.ok ? accepted({ type, change }) : held;
  }
  const summary = summarise(facts);
  const spare = type === 'BONUS_OUT' ? spareCredit(summary) : summary.withdrawable;
  const taken = spared(-change, spare, summary);
  return taken.ok ? accepted({ type, change }) : taken;
}

function spareCredit({ credit, freeMargin }: { credit: Minor; freeMargin: Minor }): Minor {
  const most = credit < freeMargin ? credit : freeMargin;
  return most > 0n ? most : 0n;
}
