/** How long a caller wants to wait, as it says itself: `X-Request-Timeout-Ms`, relative, so that no clocks have to agree. */
import { type AppError, fail, isAppError } from '@faultline/errors';

/** For the way back: an answer that arrives after the caller has left is no answer. */
const WAY_BACK_MS = 50;

/**
 * @param given - The header as it came; anything but a whole number from 1 counts as absent.
 * @param maxMs - The longest that any call may take; `null` for no limit of ours.
 * @returns From the arrival on; `null` when nobody is in a hurry.
 */
export function timeoutMsOf(given: unknown, maxMs: number | null): number | null {
  const wanted = typeof given === 'string' && /^[1-9]\d{0,8}$/.test(given) ? Number(given) : null;
  if (wanted === null) return maxMs;
  return Math.max(1, Math.min(wanted, maxMs ?? Infinity) - WAY_BACK_MS);
}

/** Why a call is given up. It travels as the reason of the call's signal, so that whoever is about to commit can throw it. */
export const deadlinePassed = (): AppError =>
  fail('SERVICE_UNAVAILABLE', {
    reason: 'The deadline passed before the call could be carried out.',
    estimatedRestore: null,
    kind: 'OVERLOADED',
  });

/** The reason to give a call up before it has changed anything; `null` for one whose caller merely hung up. */
export const givenUp = ({ aborted, reason }: AbortSignal): AppError | null =>
  aborted && isAppError(reason) ? reason : null;
