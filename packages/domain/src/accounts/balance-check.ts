/** Whether an account can spare an amount. */
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Minor } from '../money/units.ts';
import { moneyNumber } from '../money/wire.ts';
import type { Summary } from './summary.ts';

/** The amount, if it is no more than `spare`: to the cent is enough. */
export function spared(
  amount: Minor,
  spare: Minor,
  { balance, currency }: Summary,
): Decision<'INSUFFICIENT_BALANCE', Minor> {
  if (amount <= spare) return accepted(amount);
  return refused('INSUFFICIENT_BALANCE', {
    balance: moneyNumber(balance, currency),
    withdrawalAmount: moneyNumber(amount, currency),
    withdrawable: moneyNumber(spare, currency),
    currency,
  });
}
