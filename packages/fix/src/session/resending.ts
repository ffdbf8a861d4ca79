/**
 * Resending: logged on, but messages are missing and were asked for.
 *
 * Whatever arrives ahead of the gap waits and is processed once, in order, when the gap has closed. Leaves for `active`
 * when everything seen has been processed.
 */
import { toAwaitingLogout } from './awaiting-logout.ts';
import { aliveDeadline, keepAlive } from './heartbeat.ts';
import { processInOrder } from './in-order.ts';
import { receive, type Received } from './receive.ts';
import { onLoaded } from './replay.ts';
import type { Queued, Resending, SessionEvent, Step } from './session.ts';
import { Turn } from './turn.ts';

/** More messages ahead of a gap than this end the link. */
const QUEUE_MAX = 10_000;
/** Without progress for this long the missing messages are asked for again. */
const RESEND_TIMEOUT_MS = 10_000;
const ASKS_MAX = 3;

type Gap = Pick<Resending, 'testRequestedMs' | 'queue' | 'highestSeq' | 'askedMs' | 'asks'>;

export function resending(state: Resending, event: SessionEvent): Step {
  const turn = new Turn(state, event.atMs);
  switch (event.kind) {
    case 'received':
      return onReceived(turn, state, event.raw);
    case 'heard':
      turn.heard();
      return stay(turn, { ...state, testRequestedMs: null });
    case 'send':
      turn.send(event.msgType, event.body);
      return stay(turn, state);
    case 'loaded':
      onLoaded(turn, event.messages);
      return stay(turn, state);
    case 'timer':
      return onTimer(turn, state);
    case 'logout':
      turn.logout(event.text);
      return toAwaitingLogout(turn, event.text ?? 'logged out');
    case 'connected':
    case 'disconnected':
    case 'refuse':
      return { state, effects: [] };
  }
}

export function resendingDeadline(state: Resending): number {
  return Math.min(aliveDeadline(state, state), state.askedMs + RESEND_TIMEOUT_MS);
}

function onTimer(turn: Turn, state: Resending): Step {
  const watch = keepAlive(turn, state);
  if (watch === 'dead') return turn.hangUp('heartbeat timeout: no answer to TestRequest(1)');
  const gap = { ...state, ...watch };
  if (turn.atMs - state.askedMs < RESEND_TIMEOUT_MS) return stay(turn, gap);
  if (state.asks >= ASKS_MAX) return turn.hangUp('missing messages were never resent');
  turn.askForResend();
  return stay(turn, { ...gap, askedMs: turn.atMs, asks: state.asks + 1 });
}

function onReceived(turn: Turn, state: Resending, raw: Queued['raw']): Step {
  turn.heard();
  const gap: Gap = { ...state, testRequestedMs: null };
  const before = turn.link.nextIn;
  const received = receive(turn, raw);
  if (received.kind === 'ahead') {
    if (gap.queue.length >= QUEUE_MAX) return turn.hangUp('too many messages ahead of the gap');
    const queue = enqueue(gap.queue, { seq: received.seq, raw });
    return stay(turn, { ...gap, queue, highestSeq: Math.max(gap.highestSeq, received.seq) });
  }
  if (received.kind !== 'done') return leave(turn, received);
  if (turn.link.nextIn === before) return stay(turn, gap);
  return drain(turn, { ...gap, askedMs: turn.atMs, asks: 1 });
}

/** Processes what waited, as far as it goes. */
function drain(turn: Turn, gap: Gap): Step {
  let { queue } = gap;
  for (;;) {
    const { nextIn } = turn.link;
    // Filled over: the counterparty says that these are not to be processed.
    queue = queue.filter(({ seq }) => seq >= nextIn);
    const [next] = queue;
    if (next === undefined || next.seq !== nextIn) break;
    const received = drainOne(turn, next);
    if (received.kind !== 'done') return leave(turn, received);
  }
  if (turn.link.nextIn <= gap.highestSeq) return stay(turn, { ...gap, queue });
  return {
    state: { kind: 'active', ...turn.link, testRequestedMs: gap.testRequestedMs },
    effects: turn.effects,
  };
}

function drainOne(turn: Turn, { raw }: Queued): Received {
  // A ResendRequest was answered when it arrived; now only its number counts.
  if (raw.msgType === '2') {
    turn.accept(raw);
    return { kind: 'done' };
  }
  return processInOrder(turn, raw);
}

function leave(turn: Turn, received: Received): Step {
  switch (received.kind) {
    case 'logout-sent':
      return toAwaitingLogout(turn, received.reason);
    case 'logged-out':
      turn.logout();
      return turn.hangUp(`Logout(5) received: ${received.text}`.replace(/: $/, ''));
    case 'hang-up':
      return turn.hangUp(received.reason, received.fault);
    case 'reset':
    case 'done':
    case 'ahead':
      return {
        state: { kind: 'active', ...turn.link, testRequestedMs: null },
        effects: turn.effects,
      };
  }
}

/** Keeps the queue in order; a number that already waits is not taken twice. */
function enqueue(queue: readonly Queued[], arrived: Queued): readonly Queued[] {
  const at = queue.findIndex(({ seq }) => seq >= arrived.seq);
  if (at < 0) return [...queue, arrived];
  return queue[at]?.seq === arrived.seq
    ? queue
    : [...queue.slice(0, at), arrived, ...queue.slice(at)];
}

function stay(turn: Turn, { testRequestedMs, queue, highestSeq, askedMs, asks }: Gap): Step {
  const gap = { testRequestedMs, queue, highestSeq, askedMs, asks };
  return { state: { kind: 'resending', ...turn.link, ...gap }, effects: turn.effects };
}
