/** Disconnected: no link. Messages can still be numbered; the counterparty asks for them after the next logon. */
import type { Disconnected, Link, SessionEvent, Step } from './session.ts';
import { Turn, numbered } from './turn.ts';

export function disconnected(state: Disconnected, event: SessionEvent): Step {
  switch (event.kind) {
    case 'connected':
      return onConnected(state, event.atMs);
    case 'send': {
      const { numbers, effect } = numbered(state, event);
      return { state: { ...state, ...numbers }, effects: [effect] };
    }
    case 'received':
    case 'heard':
    case 'garbled':
    case 'loaded':
    case 'timer':
    case 'logout':
    case 'refuse':
    case 'disconnected':
      return { state, effects: [] };
  }
}

function onConnected(state: Disconnected, atMs: number): Step {
  const { config, nextOut, nextIn } = state;
  const link: Link = {
    config,
    nextOut,
    nextIn,
    heartBtIntSec: config.heartBtIntSec,
    lastSentMs: atMs,
    lastHeardMs: atMs,
    replay: null,
  };
  const turn = new Turn(link, atMs);
  if (config.role === 'initiator') logOn(turn);
  return { state: { kind: 'awaiting-logon', ...turn.link, sinceMs: atMs }, effects: turn.effects };
}

function logOn(turn: Turn): void {
  const { resetOnLogon, username, password } = turn.config;
  if (resetOnLogon) turn.reset(1);
  turn.sendLogon(resetOnLogon, { username, password });
}
