/** What comes in on an order session, as changes of the book. Nothing is decided here and nothing has an effect yet. */
import {
  type AppMessage,
  decodeAs,
  decodeMessage,
  encodeBody,
  type Fix44,
  type RawMessage,
} from '@faultline/fix';
import type { Reaction, SessionApplication, SessionInfo } from '@faultline/fix/node';
import type { Logger } from '@faultline/service';
import type { Provider } from '../../lp/provider.ts';
import {
  neverReceived,
  refusalOfBusinessReject,
  refusalOfSessionReject,
} from '../../order-machine/refusals.ts';
import type { BookChange } from '../../ports/order-book.ts';
import type { SentOrders } from './sent-orders.ts';
import type { TradeCaptures } from './trade-captures.ts';

export interface OrderApplicationDeps {
  readonly provider: () => Provider;
  readonly sent: SentOrders;
  readonly captures: TradeCaptures;
  readonly now: () => number;
  /** When the order session was last logged on, ISO 8601. */
  readonly lastConnected: () => string | null;
  readonly onStatus: (session: SessionInfo) => void;
  readonly log: Logger;
}

/** BusinessRejectReason(380). */
const UNSUPPORTED_TYPE = 3;
const FIELD_MISSING = 5;

export function orderApplication(deps: OrderApplicationDeps): SessionApplication<BookChange> {
  const { provider, now, log, lastConnected } = deps;
  return {
    onStatus: deps.onStatus,
    onMessage: () => ({}),
    onRawMessage: (raw, session) => onRaw(raw, session, deps),
    onGapFilled: (clOrdIds) => {
      const lp = provider().id;
      log.warn({ lp, clOrdIds }, 'orders never received by the provider');
      const refused = neverReceived(lp, lastConnected());
      return {
        changes: clOrdIds.map((clOrdId) => ({
          kind: 'refused',
          clOrdId,
          refusedFor: () => refused,
          atMs: now(),
        })),
      };
    },
  };
}

function onRaw(
  raw: RawMessage,
  session: SessionInfo,
  deps: OrderApplicationDeps,
): Reaction<BookChange> {
  const { log, now, captures } = deps;
  if (raw.msgType === '9') {
    const reject = decodeAs(raw, '9');
    if (reject === null) return unreadable(raw, FIELD_MISSING);
    return { changes: [onCancelReject(reject, now())] };
  }
  if (raw.msgType === 'AE') {
    const report = decodeAs(raw, 'AE');
    if (report === null) return unreadable(raw, FIELD_MISSING);
    return captures.onReport(report) ? {} : { changes: onTradeCapture(report, now()) };
  }
  if (raw.msgType === 'AQ') {
    const ack = decodeAs(raw, 'AQ');
    if (ack !== null) captures.onAck(ack);
    log.info({ session: session.id, status: raw.text(750) }, 'trade request acknowledged');
    return {};
  }
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'message') {
    return unreadable(raw, decoded.kind === 'incomplete' ? FIELD_MISSING : UNSUPPORTED_TYPE);
  }
  const change = changeOf(decoded.message, session, deps);
  return change === null ? {} : { changes: [change] };
}

/** A reject is never answered with a reject: two sides that disagree would go on for ever. */
function unreadable({ msgType, msgSeqNum }: RawMessage, reason: number): Reaction<BookChange> {
  if (msgType === '3' || msgType === 'j') return {};
  const body = encodeBody({
    msgType: 'j',
    refSeqNum: msgSeqNum ?? 0,
    refMsgType: msgType,
    businessRejectReason: reason,
  });
  return { rawReplies: [{ msgType: 'j', body }] };
}

const onCancelReject = (reject: Fix44.OrderCancelReject, atMs: number): BookChange => ({
  kind: 'request-rejected',
  reject: { clOrdId: reject.clOrdId, reason: reject.cxlRejReason, text: reject.text },
  atMs,
});

/** A report without the name of an order or of an execution says nothing that could be booked. */
function onTradeCapture(
  { execId, lastQty: qty, lastPx: price, sides }: Fix44.TradeCaptureReport,
  atMs: number,
): BookChange[] {
  const clOrdId = sides[0]?.clOrdId;
  if (execId === undefined || clOrdId === undefined) return [];
  return [{ kind: 'captured', clOrdId, trade: { execId, qty, price }, atMs }];
}

function changeOf(
  message: AppMessage,
  session: SessionInfo,
  deps: OrderApplicationDeps,
): BookChange | null {
  const { provider, now, log } = deps;
  if (message.msgType === '8') {
    const { header: _header, ...report } = message;
    return { kind: 'reported', lp: provider().id, report, atMs: now() };
  }
  if (message.msgType === 'j') return onBusinessReject(message, session, deps);
  if (message.msgType === '3') return onSessionReject(message, session, deps);
  log.warn({ session: session.id, msgType: message.msgType }, 'message without use received');
  return null;
}

/** A refused cancel or replace leaves the order as it was. */
const REQUESTS: ReadonlySet<string> = new Set(['F', 'G']);

function onBusinessReject(
  message: Extract<AppMessage, { msgType: 'j' }>,
  session: SessionInfo,
  { provider, sent, now, log, lastConnected }: OrderApplicationDeps,
): BookChange | null {
  const { refMsgType, refSeqNum, businessRejectRefId, businessRejectReason: reason } = message;
  const { text } = message;
  const clOrdId = businessRejectRefId ?? sent.clOrdIdOf(session.id, refSeqNum ?? 0);
  log.error({ session: session.id, refMsgType, reason, text, clOrdId }, 'message refused');
  if (clOrdId === null) return null;
  if (REQUESTS.has(refMsgType)) {
    return { kind: 'request-rejected', reject: { clOrdId, reason: undefined, text }, atMs: now() };
  }
  if (refMsgType !== 'D') return null;
  const { textRules } = provider();
  const reject = { reason, text, textRules, lastConnected: lastConnected() };
  return {
    kind: 'refused',
    clOrdId,
    refusedFor: (order) => refusalOfBusinessReject(order, reject),
    atMs: now(),
  };
}

function onSessionReject(
  message: Extract<AppMessage, { msgType: '3' }>,
  session: SessionInfo,
  { sent, now, log }: OrderApplicationDeps,
): BookChange | null {
  const { refSeqNum, refTagId, refMsgType, sessionRejectReason, text } = message;
  const clOrdId = sent.clOrdIdOf(session.id, refSeqNum);
  const facts = { session: session.id, refSeqNum, refTagId, refMsgType, sessionRejectReason, text };
  log.error({ ...facts, clOrdId }, 'malformed message sent');
  if (clOrdId === null) return null;
  if (REQUESTS.has(refMsgType ?? '')) {
    return { kind: 'request-rejected', reject: { clOrdId, reason: undefined, text }, atMs: now() };
  }
  // The number of an order may have been given to another kind of message after a reset.
  if ((refMsgType ?? 'D') !== 'D') return null;
  return {
    kind: 'refused',
    clOrdId,
    refusedFor: (order) => refusalOfSessionReject(order, text),
    atMs: now(),
  };
}
