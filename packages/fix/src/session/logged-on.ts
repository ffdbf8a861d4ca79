/** Logged on: in order, or, with a gap, waiting for what is missing. Leaves when either side says goodbye or falls silent. */
import { rejectGarbledBody } from '../messages/admin.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { toAwaitingLogout } from './awaiting-logout.ts';
import { advance, askAgain, enqueue, gapDeadline, openGap } from './gap.ts';
import { aliveDeadline, keepAlive } from './heartbeat.ts';
import { receive } from './receive.ts';
import { onLoaded } from './replay.ts';
import type { Gap, LoggedOn, SessionEvent, Step } from './session.ts';
import { Turn } from './turn.ts';

/** More new messages than this behind a resend that does not come to its end make a slow consumer. */
const HELD_MAX = 10_000;

export function loggedOn(state: LoggedOn, event: SessionEvent): Step {
  const turn = new Turn(state, event.atMs);
  switch (event.kind) {
    case 'received':
      return onReceived(turn, state.gap, event.raw);
    case 'heard':
      turn.heard();
      return toLoggedOn(turn, state.gap);
    case 'garbled':
      return onGarbled(turn, state.gap);
    case 'send':
      turn.send(event.msgType, event.body);
      return heldBack(turn) > HELD_MAX
        ? turn.hangUp('slow consumer')
        : toLoggedOn(turn, state.gap, state.testRequestedMs);
    case 'loaded':
      onLoaded(turn, event.messages);
      return toLoggedOn(turn, state.gap, state.testRequestedMs);
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

function heldBack({ link }: Turn): number {
  return link.replay?.held.length ?? 0;
}

export function toLoggedOn(
  turn: Turn,
  gap: Gap | null,
  testRequestedMs: number | null = null,
): Step {
  return {
    state: { ...turn.link, kind: 'logged-on', testRequestedMs, gap },
    effects: turn.effects,
  };
}

export function loggedOnDeadline(state: LoggedOn): number {
  const silence = aliveDeadline(state, state);
  return state.gap === null ? silence : Math.min(silence, gapDeadline(state.gap));
}

function onTimer(turn: Turn, state: LoggedOn): Step {
  const watch = keepAlive(turn, state);
  if (watch === 'dead') return turn.hangUp('heartbeat timeout: no answer to TestRequest(1)');
  const gap = state.gap === null ? null : askAgain(turn, state.gap);
  if (gap === null && state.gap !== null) {
    return turn.hangUp('missing messages were never resent');
  }
  return toLoggedOn(turn, gap, watch.testRequestedMs);
}

function onReceived(turn: Turn, gap: Gap | null, raw: RawMessage): Step {
  turn.heard();
  const before = turn.link.nextIn;
  const received = receive(turn, raw);
  switch (received.kind) {
    case 'done':
      return toLoggedOn(
        turn,
        gap === null || turn.link.nextIn === before ? gap : advance(turn, gap),
      );
    case 'reset':
      return toLoggedOn(turn, null);
    case 'ahead': {
      const arrived = { seq: received.seq, raw };
      const wider = gap === null ? openGap(turn, arrived) : enqueue(gap, arrived);
      return wider === null
        ? turn.hangUp('too many messages ahead of the gap')
        : toLoggedOn(turn, wider);
    }
    case 'logout-sent':
      return toAwaitingLogout(turn, received.reason);
    case 'logged-out':
      turn.logout();
      return turn.loggedOut(`Logout(5) received: ${received.text}`.replace(/: $/, ''));
    case 'hang-up':
      return turn.hangUp(received.reason, received.fault);
  }
}

/** Its number is not used up whatever is answered: the gap that it leaves is asked for when the next message shows it. */
function onGarbled(turn: Turn, gap: Gap | null): Step {
  turn.heard();
  const text = 'Garbled message';
  switch (turn.config.onGarbled) {
    case 'ignore':
      return toLoggedOn(turn, gap);
    case 'reject':
      turn.send('3', rejectGarbledBody(turn.link.nextIn, text));
      return toLoggedOn(turn, gap);
    case 'logout':
      turn.logout(text);
      return toAwaitingLogout(turn, text);
  }
}
