/**
 * A gap: messages are missing and were asked for, or the counterparty knows that it owes them. Whatever arrives ahead of
 * the gap waits, and is processed once and in order when the gap has closed.
 */
import { resendRequestBody } from '../messages/admin.ts';
import type { RawMessage } from '../wire/raw-message.ts';
import { processInOrder } from './in-order.ts';
import type { Gap } from './session.ts';
import type { Turn } from './turn.ts';

/** More messages ahead of a gap than this end the link. */
const QUEUE_MAX = 10_000;
/** Without progress for this long the missing messages are asked for again. */
const RESEND_TIMEOUT_MS = 10_000;
const ASKS_MAX = 3;

interface Arrived {
  readonly seq: number;
  readonly raw: RawMessage;
}

/** The first message ahead of its turn: asks for what is missing before it. */
export function openGap(turn: Turn, arrived: Arrived): Gap {
  return ask(turn, knownGap(turn, arrived));
}

/** A gap that the counterparty was told of and closes unasked; it is asked for only when nothing comes. */
export function knownGap(turn: Turn, arrived: Arrived): Gap {
  return { queue: [arrived], askedMs: turn.atMs, asks: 0, askedTo: Infinity };
}

/** @returns the gap with one more waiting, or null when too many wait */
export function enqueue(gap: Gap, arrived: Arrived): Gap | null {
  const { queue } = gap;
  if (queue.length >= QUEUE_MAX) return null;
  const at = queue.findIndex(({ seq }) => seq >= arrived.seq);
  if (at < 0) return { ...gap, queue: [...queue, arrived] };
  // A number that already waits is not taken twice.
  if (queue[at]?.seq === arrived.seq) return gap;
  return { ...gap, queue: [...queue.slice(0, at), arrived, ...queue.slice(at)] };
}

/** The number has moved: processes what waited, as far as it goes. @returns what is left of the gap, or null */
export function advance(turn: Turn, gap: Gap): Gap | null {
  const { queue } = gap;
  let at = 0;
  for (let next = queue[0]; next && next.seq <= turn.link.nextIn; next = queue[at]) {
    at += 1;
    // One that was filled over is not to be processed: the counterparty says so.
    if (next.seq === turn.link.nextIn) processInOrder(turn, next.raw);
  }
  if (at === queue.length) return null;
  const left = { ...gap, queue: queue.slice(at), askedMs: turn.atMs, asks: Math.min(gap.asks, 1) };
  return turn.link.nextIn > gap.askedTo ? ask(turn, { ...left, asks: 0 }) : left;
}

/** Nothing has come for too long: asks again. @returns null when it was asked for often enough */
export function askAgain(turn: Turn, gap: Gap): Gap | null {
  if (turn.atMs < gapDeadline(gap)) return gap;
  return gap.asks >= ASKS_MAX ? null : ask(turn, gap);
}

export function gapDeadline({ askedMs }: Gap): number {
  return askedMs + RESEND_TIMEOUT_MS;
}

function ask(turn: Turn, gap: Gap): Gap {
  const { nextIn } = turn.link;
  const { resendChunkSize } = turn.config;
  const lastMissing = (gap.queue[0]?.seq ?? nextIn + 1) - 1;
  const askedTo =
    resendChunkSize === 0 ? Infinity : Math.min(lastMissing, nextIn + resendChunkSize - 1);
  turn.send('2', resendRequestBody(nextIn, askedTo));
  return { ...gap, askedMs: turn.atMs, asks: gap.asks + 1, askedTo };
}
