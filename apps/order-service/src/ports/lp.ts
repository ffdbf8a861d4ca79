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

export interface LpPort {
  submit(submission: LpSubmission): Promise<SubmitAnswer>;
}
