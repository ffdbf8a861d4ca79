/**
 * Where withdrawals go. Who has stolen a sign-in has the money sent to a place of their own; so a destination that is new
 * to an account waits, and its holder has time to notice and to take the money back.
 */
import { stands, type Withdrawal } from './withdrawal.ts';

const SECOND_MS = 1_000;

/**
 * The same text for each way to write one destination. Account numbers are grouped and cased as people like; of crypto
 * addresses some know upper from lower case, so that theirs counts. What is taken for another one by mistake only waits.
 */
export function normalDestination(method: Withdrawal['method'], destination: string): string {
  const bare = destination.replaceAll(/\s/g, '');
  return method === 'CRYPTO' ? bare : bare.toUpperCase();
}

interface AskedFrom {
  /** All that were ever asked for from the account. */
  readonly withdrawals: readonly Withdrawal[];
  readonly destinationLockMs: number;
  readonly nowMs: number;
}

/**
 * Until when a withdrawal asked for now is locked: a whole second, rounded up. `null` where the account has never asked
 * for another destination, and where it knows this one: a withdrawal to it stands that no lock holds any more. One that
 * was rejected or cancelled makes nothing known, however long ago it was asked for.
 */
export function lockEnd(
  destinationKey: string | null,
  { withdrawals, destinationLockMs, nowMs }: AskedFrom,
): number | null {
  const same = (one: Withdrawal): boolean =>
    destinationKey !== null && one.destinationKey === destinationKey;
  const known = withdrawals.some((one) => same(one) && stands(one) && !isLocked(one, nowMs));
  if (destinationLockMs === 0 || known || withdrawals.every(same)) return null;
  return Math.ceil((nowMs + destinationLockMs) / SECOND_MS) * SECOND_MS;
}

export const isLocked = (
  withdrawal: Withdrawal,
  nowMs: number,
): withdrawal is Withdrawal & { readonly lockedUntilMs: number } =>
  withdrawal.lockedUntilMs !== null && nowMs < withdrawal.lockedUntilMs;
