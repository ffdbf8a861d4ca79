/** Whether money may leave an account. */
import type { Decimal } from '@faultline/errors';
import { enabledAccount } from '../accounts/account-state.ts';
import { spared } from '../accounts/balance-check.ts';
import { summarise } from '../accounts/summary.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { TradingFacts } from '../facts/trading-facts.ts';
import { positiveAmount } from '../money/amount.ts';
import type { Minor } from '../money/units.ts';
import { lockEnd } from './destination.ts';
import type { Withdrawal } from './withdrawal.ts';
import { withdrawalLimits, withdrawalUsage, withinLimits } from './withdrawal-usage.ts';

export interface WithdrawalRequest {
  readonly amount: Decimal;
  /** Cards take deposits only. */
  readonly method: Withdrawal['method'] | 'CARD';
  readonly destinationMasked: string;
  readonly destinationKey: string | null;
}

export interface WithdrawalFacts extends TradingFacts {
  /** Of the account, at least all of this month. */
  readonly withdrawals: readonly Withdrawal[];
}

export interface OwnWithdrawalFacts extends WithdrawalFacts {
  /** All that were ever asked for from the account. */
  readonly withdrawals: readonly Withdrawal[];
  /** How long a new destination waits; 0 for not at all. */
  readonly destinationLockMs: number;
}

export type WithdrawalCode =
  | 'INVALID_REQUEST'
  | 'ACCOUNT_DISABLED'
  | 'INSUFFICIENT_BALANCE'
  | 'WITHDRAWAL_LIMIT_EXCEEDED';

/** What was decided; `openWithdrawal` then takes the money. */
export interface WithdrawalTerms extends Pick<
  Withdrawal,
  'amount' | 'method' | 'destinationMasked' | 'destinationKey' | 'lockedUntilMs'
> {
  readonly status: 'REQUESTED' | 'APPROVED' | 'PAID';
  /** The user id of the admin; `null` when nobody had to decide yet. */
  readonly decidedBy: string | null;
}

/**
 * The client's own request, checked in the order of the codes above. The group may need nobody's approval for it, unless
 * it goes to a new destination.
 */
export function decideWithdrawal(
  request: WithdrawalRequest,
  facts: OwnWithdrawalFacts,
): Decision<WithdrawalCode, WithdrawalTerms> {
  const terms = wantedTerms(request, facts.account.currency);
  if (!terms.ok) return terms;
  const enabled = enabledAccount(facts.account);
  if (!enabled.ok) return enabled;
  const { amount } = terms.value;
  const spare = spareAmount(amount, facts);
  if (!spare.ok) return spare;
  const within = limitedAmount(amount, facts);
  if (!within.ok) return within;
  const lockedUntilMs = lockEnd(request.destinationKey, facts);
  const trusted = lockedUntilMs === null && amount <= facts.group.withdrawalAutoApprove;
  const status = trusted ? 'APPROVED' : 'REQUESTED';
  return accepted({ ...terms.value, status, decidedBy: null, lockedUntilMs });
}

/** Who pays out by hand, and whether the limits are to hold. */
export interface AdminWithdrawal extends WithdrawalRequest {
  readonly decidedBy: string;
  /** Lifts the limits, never the balance. */
  readonly override: boolean;
}

/**
 * A withdrawal that an admin pays out at once. It uses the limits like any other; a disabled account may be emptied. Who
 * pays by hand has made sure of the destination, so that no lock holds it.
 */
export function decideAdminWithdrawal(
  request: AdminWithdrawal,
  facts: WithdrawalFacts,
): Decision<Exclude<WithdrawalCode, 'ACCOUNT_DISABLED'>, WithdrawalTerms> {
  const terms = wantedTerms(request, facts.account.currency);
  if (!terms.ok) return terms;
  const spare = spareAmount(terms.value.amount, facts);
  if (!spare.ok) return spare;
  const within = request.override ? spare : limitedAmount(terms.value.amount, facts);
  if (!within.ok) return within;
  const { decidedBy } = request;
  return accepted({ ...terms.value, status: 'PAID', decidedBy, lockedUntilMs: null });
}

function wantedTerms(
  { amount, method, ...destination }: WithdrawalRequest,
  currency: string,
): Decision<'INVALID_REQUEST', Omit<WithdrawalTerms, 'status' | 'decidedBy' | 'lockedUntilMs'>> {
  if (method === 'CARD') {
    const reason = 'Withdrawals go to a bank account or a crypto address';
    return refused('INVALID_REQUEST', { field: 'method', reason });
  }
  const minor = positiveAmount(amount, currency);
  if (!minor.ok) return minor;
  const { destinationMasked, destinationKey } = destination;
  return accepted({ amount: minor.value, method, destinationMasked, destinationKey });
}

function spareAmount(amount: Minor, facts: TradingFacts): Decision<'INSUFFICIENT_BALANCE', Minor> {
  const summary = summarise(facts);
  return spared(amount, summary.withdrawable, summary);
}

function limitedAmount(
  amount: Minor,
  { group, account, withdrawals, nowMs }: WithdrawalFacts,
): Decision<'WITHDRAWAL_LIMIT_EXCEEDED', Minor> {
  const limits = withdrawalLimits(withdrawalUsage(withdrawals, nowMs), { account, group });
  return withinLimits(amount, limits, account.currency);
}
