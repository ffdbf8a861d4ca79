/** Money on its way out of an account. It is debited when it is asked for, so that nobody can spend it twice. */
import type { Minor } from '../money/units.ts';

export interface Withdrawal {
  /** `WD-n`. */
  readonly id: string;
  readonly accountId: number;
  /** Greater than zero. */
  readonly amount: Minor;
  readonly currency: string;
  readonly method: 'BANK_TRANSFER' | 'CRYPTO';
  /** Only its last characters are readable. */
  readonly destinationMasked: string;
  /** The same for the same destination of the same account, and nothing that could be paid to; `null` where none was said. */
  readonly destinationKey: string | null;
  /** Before then it is neither approved nor paid; `null` when nothing held it. See `lockEnd`. */
  readonly lockedUntilMs: number | null;
  readonly status: WithdrawalStatus;
  readonly requestedAtMs: number;
  readonly decidedAtMs: number | null;
  /** The user id of who approved or rejected it. */
  readonly decidedBy: string | null;
  readonly reason: string | null;
  /** Grows by one with every change. */
  readonly version: number;
}

export type WithdrawalStatus = 'REQUESTED' | 'APPROVED' | 'PAID' | 'REJECTED' | 'CANCELLED';

/** Its money is out, or on its way. Of what was rejected or cancelled, the money has come back, as if it had never been asked for. */
export const stands = ({ status }: Withdrawal): boolean =>
  status === 'REQUESTED' || status === 'APPROVED' || status === 'PAID';
