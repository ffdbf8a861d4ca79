/** Disconnected: no link. Messages can still be numbered; the counterparty asks for them after the next logon. */
import type { Disconnected, Link, SessionEvent, Step } from './session.ts';
import { Turn, numbered } from './turn.ts';

export function disconnected(state: Disconnected, event: SessionEvent): Step {
  switch (event.kind) {
    case 'connected':
      return onConnected(state, event);
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

type Connected = Extract<SessionEvent, { kind: 'connected' }>;

function onConnected(state: Disconnected, { atMs, reset = false }: Connected): Step {
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
  const resets = config.role === 'initiator' && (config.resetOnLogon || reset);
  if (config.role === 'initiator') logOn(turn, resets);
  const awaiting = { kind: 'awaiting-logon', ...turn.link, sinceMs: atMs, resets } as const;
  return { state: awaiting, effects: turn.effects };
}

function logOn(turn: Turn, resets: boolean): void {
  const { username, password } = turn.config;
  if (resets) turn.reset(1);
  turn.sendLogon(resets, { username, password });
}
