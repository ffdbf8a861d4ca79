/** How near an account is to being closed out, and whether its owner has to be told. */
import type { AccountGroup } from '../accounts/account-group.ts';
import type { Summary } from '../accounts/summary.ts';

/** Five points of percent, so that a level that trembles around the limit calls once and not every second. */
const RECOVERY = 500n;

export interface MarginState {
  /** STOP_OUT: positions have to be closed; see `decideStopOut`. */
  readonly state: 'NORMAL' | 'MARGIN_CALL' | 'STOP_OUT';
  /** To be kept on the account. */
  readonly marginCallActive: boolean;
  /** What to tell now; `null` when nothing has changed. */
  readonly event: 'MARGIN_CALL' | 'MARGIN_CALL_CLEARED' | null;
}

/**
 * The state by the margin level. A call that was made stands until the level is more than five points above the limit,
 * or nothing is tied up any more.
 *
 * @param marginCallActive - As the account has it.
 */
export function marginState(
  { marginLevel }: Pick<Summary, 'marginLevel'>,
  { marginCallLevel, stopOutLevel }: AccountGroup,
  marginCallActive: boolean,
): MarginState {
  if (marginLevel !== null && marginLevel <= stopOutLevel) {
    return told('STOP_OUT', marginCallActive, true);
  }
  if (marginLevel === null || marginLevel > marginCallLevel + RECOVERY) {
    return told('NORMAL', marginCallActive, false);
  }
  const isCalled = marginCallActive || marginLevel <= marginCallLevel;
  return told(isCalled ? 'MARGIN_CALL' : 'NORMAL', marginCallActive, isCalled);
}

function told(state: MarginState['state'], before: boolean, after: boolean): MarginState {
  if (before === after) return { state, marginCallActive: after, event: null };
  return { state, marginCallActive: after, event: after ? 'MARGIN_CALL' : 'MARGIN_CALL_CLEARED' };
}
