/** A withdrawal from request to payment, and the money that goes with each step. */
import type { Account } from '../accounts/account.ts';
import type { Decision } from '../decision.ts';
import { accepted, refused } from '../decision.ts';
import type { Posting } from '../ledger/posting.ts';
import { book } from '../ledger/booking.ts';
import { isoSeconds } from '../time/instant.ts';
import type { WithdrawalTerms } from './decide-withdrawal.ts';
import { isLocked } from './destination.ts';
import type { Withdrawal, WithdrawalStatus } from './withdrawal.ts';

const NEXT: Readonly<Record<WithdrawalStatus, readonly WithdrawalStatus[]>> = {
  REQUESTED: ['APPROVED', 'REJECTED', 'CANCELLED'],
  APPROVED: ['PAID', 'REJECTED'],
  PAID: [],
  REJECTED: [],
  CANCELLED: [],
};

export interface WithdrawalResult {
  readonly withdrawal: Withdrawal;
  /** The money that moved; `null` when none did. */
  readonly posting: Posting | null;
  /** The same object when no money moved. */
  readonly account: Account;
}

interface Opening {
  readonly id: string;
  /** Taken for the debit. */
  readonly postingId: number;
  readonly nowMs: number;
}

/** The withdrawal, and its amount taken from the balance at once. */
export function openWithdrawal(
  terms: WithdrawalTerms,
  account: Account,
  { id, postingId, nowMs }: Opening,
): WithdrawalResult {
  const booking = { type: 'WITHDRAWAL', change: -terms.amount } as const;
  const reference = { refType: 'WITHDRAWAL', refId: id, atMs: nowMs, postingId } as const;
  const withdrawal: Withdrawal = {
    ...terms,
    id,
    accountId: account.id,
    currency: account.currency,
    requestedAtMs: nowMs,
    decidedAtMs: terms.status === 'REQUESTED' ? null : nowMs,
    reason: null,
    version: 1,
  };
  return { withdrawal, ...book(account, booking, reference) };
}

export interface WithdrawalStep {
  readonly to: Exclude<WithdrawalStatus, 'REQUESTED'>;
  /** The user id of who approves or rejects; `null` when the client cancels. */
  readonly decidedBy: string | null;
  readonly reason: string | null;
  /** Taken when the money comes back. */
  readonly postingId: number;
  readonly nowMs: number;
}

/**
 * The next state, and the amount back on the balance when it is REJECTED or CANCELLED. Payment leaves standing who
 * approved it, and when. INVALID_REQUEST, reason STATE, when the state may not follow; reason DESTINATION_LOCKED, with the
 * instant at which that ends, when its destination is too new for money to go there.
 */
export function moveWithdrawal(
  withdrawal: Withdrawal,
  account: Account,
  step: WithdrawalStep,
): Decision<'INVALID_REQUEST', WithdrawalResult> {
  const { to, postingId, nowMs } = step;
  if (!NEXT[withdrawal.status].includes(to)) return refused('INVALID_REQUEST', { reason: 'STATE' });
  const moved = movedBy(step, withdrawal);
  if (to === 'APPROVED' || to === 'PAID') {
    if (isLocked(withdrawal, nowMs)) return refusedUntil(withdrawal.lockedUntilMs);
    return accepted({ withdrawal: moved, posting: null, account });
  }
  const booking = { type: 'WITHDRAWAL_RETURN', change: withdrawal.amount } as const;
  const reference = {
    refType: 'WITHDRAWAL',
    refId: withdrawal.id,
    atMs: nowMs,
    postingId,
  } as const;
  return accepted({ withdrawal: moved, ...book(account, booking, reference) });
}

const refusedUntil = (lockedUntilMs: number) =>
  refused('INVALID_REQUEST', {
    reason: 'DESTINATION_LOCKED',
    lockedUntil: isoSeconds(lockedUntilMs),
  });

function movedBy({ to, decidedBy, reason, nowMs }: WithdrawalStep, before: Withdrawal): Withdrawal {
  const moved = { ...before, status: to, version: before.version + 1 };
  return to === 'PAID' ? moved : { ...moved, decidedBy, reason, decidedAtMs: nowMs };
}
