/**
 * Awaiting Logout(5): this side has said goodbye. Messages in sequence still count; a gap is left to the next logon.
 */
import { receive } from './receive.ts';
import { onLoaded } from './replay.ts';
import type { AwaitingLogout, SessionEvent, Step } from './session.ts';
import { Turn } from './turn.ts';

export function awaitingLogout(state: AwaitingLogout, event: SessionEvent): Step {
  const turn = new Turn(state, event.atMs);
  switch (event.kind) {
    case 'received': {
      turn.heard();
      const received = receive(turn, event.raw);
      if (received.kind === 'logged-out') return turn.loggedOut(state.reason);
      if (received.kind === 'hang-up') return turn.hangUp(received.reason, received.fault);
      return stay(turn, state);
    }
    case 'send':
      turn.send(event.msgType, event.body);
      return stay(turn, state);
    case 'loaded':
      onLoaded(turn, event.messages);
      return stay(turn, state);
    case 'timer':
      return event.atMs - state.sinceMs < state.config.logoutTimeoutMs
        ? { state, effects: [] }
        : turn.hangUp(state.reason);
    case 'heard':
    case 'garbled':
      turn.heard();
      return stay(turn, state);
    case 'connected':
    case 'disconnected':
    case 'logout':
    case 'refuse':
      return { state, effects: [] };
  }
}

export function toAwaitingLogout(turn: Turn, reason: string): Step {
  return {
    state: { kind: 'awaiting-logout', ...turn.link, sinceMs: turn.atMs, reason },
    effects: turn.effects,
  };
}

function stay(turn: Turn, { sinceMs, reason }: AwaitingLogout): Step {
  return {
    state: { kind: 'awaiting-logout', ...turn.link, sinceMs, reason },
    effects: turn.effects,
  };
}
