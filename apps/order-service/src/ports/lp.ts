/** What the order service asks of the LP service. */
import type { Refusal } from '@faultline/errors';
import type { Side } from '@faultline/domain';
import type { Decimal } from '@faultline/errors';

export interface LpSubmission {
  readonly orderId: string;
  /** In order of priority. */
  readonly lps: readonly string[];
  readonly symbol: string;
  readonly side: Side;
  /** Units of the base currency. */
  readonly qty: Decimal;
  /** LIMIT: nothing may be filled beyond `price`. */
  readonly type: 'MARKET' | 'LIMIT';
  readonly price: Decimal | null;
  readonly tif: 'IOC' | 'FOK';
  readonly expiresAtMs: number;
}

/**
 * `taken`: on disk there, and reports will follow. `refused`: it was not sent and never will be. `unreachable`: nobody
 * answered, so ask again with the same order id.
 */
export type SubmitAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unreachable' };

/**
 * `kept`: on disk there, and sent as soon as the provider can be asked. `over`: the order has ended there, and reports say
 * how. `unknown`: it is not there, or not yet. `unreachable`: nobody answered. After the last two, ask again.
 */
export type CancelAnswer = 'kept' | 'over' | 'unknown' | 'unreachable';

export interface LpPort {
  /** @param requestId - Of the request that it began with, where there was one: their logs and journals tell it, too. */
  submit(submission: LpSubmission, requestId?: string): Promise<SubmitAnswer>;
  /** Wants the rest of an order cancelled. Asking twice is asking once. */
  cancel(orderId: string): Promise<CancelAnswer>;
}
