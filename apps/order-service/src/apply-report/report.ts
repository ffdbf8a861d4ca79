/** A provider's report as this service reads it. */
import type { Decimal } from '@faultline/errors';

export interface Report {
  readonly seq: number;
  readonly orderId: string;
  readonly lp: string;
  readonly kind:
    | 'FILL'
    | 'REJECT'
    | 'CANCEL'
    | 'IN_DOUBT'
    | 'RESTORED'
    | 'REROUTED'
    | 'REPLACED'
    | 'REQUEST_REJECTED'
    | 'OVERFILL'
    | 'BUST'
    | 'CORRECT'
    | 'UNKNOWN_ORDER';
  readonly execId: string | null;
  /** Units of the base currency. */
  readonly qty: Decimal | null;
  readonly price: Decimal | null;
  readonly reject: { readonly code: string; readonly details?: unknown } | null;
  readonly atMs: number;
}
