/** Active: logged on, nothing missing. Leaves for `resending` when a number is skipped. */
import { aliveDeadline, keepAlive } from './heartbeat.ts';
import { receive } from './receive.ts';
import { onLoaded } from './replay.ts';
import type { Active, SessionEvent, Step } from './session.ts';
import { toAwaitingLogout } from './awaiting-logout.ts';
import { Turn } from './turn.ts';

export function active(state: Active, event: SessionEvent): Step {
  const turn = new Turn(state, event.atMs);
  switch (event.kind) {
    case 'received':
      return onReceived(turn, event);
    case 'heard':
      turn.heard();
      return stay(turn, null);
    case 'send':
      turn.send(event.msgType, event.body);
      return stay(turn, state.testRequestedMs);
    case 'loaded':
      onLoaded(turn, event.messages);
      return stay(turn, state.testRequestedMs);
    case 'timer': {
      const watch = keepAlive(turn, state);
      return watch === 'dead'
        ? turn.hangUp('heartbeat timeout: no answer to TestRequest(1)')
        : stay(turn, watch.testRequestedMs);
    }
    case 'logout':
      turn.logout(event.text);
      return toAwaitingLogout(turn, event.text ?? 'logged out');
    case 'connected':
    case 'disconnected':
    case 'refuse':
      return { state, effects: [] };
  }
}

export function activeDeadline(state: Active): number {
  return aliveDeadline(state, state);
}

function onReceived(turn: Turn, event: Extract<SessionEvent, { kind: 'received' }>): Step {
  turn.heard();
  const received = receive(turn, event.raw);
  switch (received.kind) {
    case 'done':
    case 'reset':
      return stay(turn, null);
    case 'ahead':
      turn.askForResend();
      return {
        state: {
          kind: 'resending',
          ...turn.link,
          testRequestedMs: null,
          queue: [{ seq: received.seq, raw: event.raw }],
          highestSeq: received.seq,
          askedMs: turn.atMs,
          asks: 1,
        },
        effects: turn.effects,
      };
    case 'logout-sent':
      return toAwaitingLogout(turn, received.reason);
    case 'logged-out':
      turn.logout();
      return turn.hangUp(`Logout(5) received: ${received.text}`.replace(/: $/, ''));
    case 'hang-up':
      return turn.hangUp(received.reason, received.fault);
  }
}

function stay(turn: Turn, testRequestedMs: number | null): Step {
  return { state: { ...turn.link, kind: 'active', testRequestedMs }, effects: turn.effects };
}
