/** What comes in on an order session, as changes of the book. Nothing is decided here and nothing has an effect yet. */
import type { AppMessage } from '@faultline/fix';
import type { SessionApplication, SessionInfo } from '@faultline/fix/node';
import type { Logger } from '@faultline/service';
import { refuse } from '@faultline/errors';
import type { Provider } from '../../config/providers.ts';
import { refusalOfBusinessReject, refusalOfSessionReject } from '../../order-machine/refusals.ts';
import type { BookChange } from '../../ports/order-book.ts';
import type { SentOrders } from './sent-orders.ts';

export interface OrderApplicationDeps {
  readonly provider: Provider;
  readonly sent: SentOrders;
  readonly now: () => number;
  /** When the order session was last logged on, ISO 8601. */
  readonly lastConnected: () => string | null;
  readonly onStatus: (session: SessionInfo) => void;
  readonly log: Logger;
}

export function orderApplication(deps: OrderApplicationDeps): SessionApplication<BookChange> {
  const { provider, now, log, lastConnected } = deps;
  return {
    onStatus: deps.onStatus,
    onMessage: (message, session) => {
      const change = changeOf(message, session, deps);
      return change === null ? {} : { changes: [change] };
    },
    onGapFilled: (clOrdIds) => {
      log.warn({ lp: provider.id, clOrdIds }, 'orders never received by the provider');
      const details = { lp: provider.id, lastConnected: lastConnected() };
      const refusal = refuse('LP_NOT_CONNECTED', details);
      return {
        changes: clOrdIds.map((clOrdId) => ({
          kind: 'refused',
          clOrdId,
          refusalOf: () => refusal,
          atMs: now(),
        })),
      };
    },
  };
}

type Refused = Extract<BookChange, { kind: 'refused' }>;

function changeOf(
  message: AppMessage,
  session: SessionInfo,
  deps: OrderApplicationDeps,
): BookChange | null {
  const { provider, now, log } = deps;
  if (message.msgType === '8') {
    const { header: _header, ...report } = message;
    return { kind: 'reported', lp: provider.id, report, atMs: now() };
  }
  if (message.msgType === 'j') return onBusinessReject(message, session, deps);
  if (message.msgType === '3') return onSessionReject(message, session, deps);
  log.warn({ session: session.id, msgType: message.msgType }, 'message without use received');
  return null;
}

function onBusinessReject(
  message: Extract<AppMessage, { msgType: 'j' }>,
  session: SessionInfo,
  { provider, sent, now, log, lastConnected }: OrderApplicationDeps,
): Refused | null {
  const { refMsgType, refSeqNum, businessRejectRefId, businessRejectReason: reason } = message;
  const { text } = message;
  const clOrdId = businessRejectRefId ?? sent.clOrdIdOf(session.id, refSeqNum ?? 0);
  log.error({ session: session.id, refMsgType, reason, text, clOrdId }, 'message refused');
  if (refMsgType !== 'D' || clOrdId === null) return null;
  const { textRules } = provider;
  const reject = { reason, text, textRules, lastConnected: lastConnected() };
  return {
    kind: 'refused',
    clOrdId,
    refusalOf: (order) => refusalOfBusinessReject(order, reject),
    atMs: now(),
  };
}

function onSessionReject(
  message: Extract<AppMessage, { msgType: '3' }>,
  session: SessionInfo,
  { sent, now, log }: OrderApplicationDeps,
): Refused | null {
  const { refSeqNum, refTagId, refMsgType, sessionRejectReason, text } = message;
  const clOrdId = sent.clOrdIdOf(session.id, refSeqNum);
  const facts = { session: session.id, refSeqNum, refTagId, refMsgType, sessionRejectReason, text };
  log.error({ ...facts, clOrdId }, 'malformed message sent');
  // The number of an order may have been given to another kind of message after a reset.
  if (clOrdId === null || (refMsgType ?? 'D') !== 'D') return null;
  return {
    kind: 'refused',
    clOrdId,
    refusalOf: (order) => refusalOfSessionReject(order, text),
    atMs: now(),
  };
}
