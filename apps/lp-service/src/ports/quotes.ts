/** Where the prices that a provider sends are taken to. */
import type { Decimal } from '@faultline/errors';

export interface Quote {
  readonly lp: string;
  readonly symbol: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  /** Epoch milliseconds. */
  readonly receivedAtMs: number;
}

export interface QuoteSink {
  readonly onQuote: (quote: Quote) => void;
}
