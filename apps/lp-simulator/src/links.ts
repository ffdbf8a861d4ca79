/** What the simulator needs of its FIX sessions. */
import type { OutgoingAppMessage } from '@faultline/fix';
import type { BookOrder } from './book/order.ts';

export interface Links {
  /** Cuts the link without a word. */
  drop(sessionId: string, reason: string): void;
  /** Sends a report together with the order as it then is; without a link it is resent after the next logon. */
  report(sessionId: string, message: OutgoingAppMessage, order: BookOrder): void;
  /** Sends what is worthless later: without a link it is forgotten. */
  quote(sessionId: string, messages: readonly OutgoingAppMessage[]): void;
}
