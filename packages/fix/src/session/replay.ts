/**
 * Answers a ResendRequest(2) from the stored bytes, a chunk at a time: application messages again with PossDupFlag(43),
 * everything else in as few gap fills as possible.
 */
import { Tag } from '../dictionary/tags.ts';
import { gapFillBody } from '../messages/admin.ts';
import { encode } from '../wire/encode.ts';
import { SOH_TEXT } from '../wire/bytes.ts';
import { decode, type RawMessage } from '../wire/raw-message.ts';
import { rejection, type Rejection } from '../dictionary/rejection.ts';
import type { Replay, SeqRange, SessionConfig, StoredMessage } from './session.ts';
import type { Turn } from './turn.ts';

/** Numbers loaded from the store at a time. */
export const REPLAY_CHUNK = 500;

/** Quotes and quote requests speak of prices that have passed. */
const NEVER_RESENT: ReadonlySet<string> = new Set(['V', 'W', 'X', 'Y']);
/** The session writes these itself. */
const REBUILT: ReadonlySet<number> = new Set([8, 9, 10, 34, 35, 43, 49, 52, 56, 122]);

/** @returns a rejection when the request makes no sense; a request beyond what was sent is ignored */
export function answerResendRequest(turn: Turn, raw: RawMessage): Rejection | null {
  const fromSeq = raw.natural(Tag.BeginSeqNo);
  const endSeq = raw.natural(Tag.EndSeqNo);
  if (fromSeq === null || fromSeq === 0) return rejection(5, Tag.BeginSeqNo);
  if (endSeq === null || (endSeq !== 0 && endSeq < fromSeq)) return rejection(5, Tag.EndSeqNo);
  const lastSent = turn.link.nextOut - 1;
  const toSeq = endSeq === 0 ? lastSent : Math.min(endSeq, lastSent);
  replayRange(turn, { fromSeq, toSeq });
  return null;
}

/** Sends a range of what was sent again, behind the ranges that are under way. An empty range is none. */
export function replayRange(turn: Turn, range: SeqRange): void {
  if (range.fromSeq > range.toSeq) return;
  const underWay = turn.link.replay;
  turn.link = {
    ...turn.link,
    replay: underWay
      ? { ...underWay, ranges: [...underWay.ranges, range] }
      : { ranges: [range], gapFrom: null, held: [] },
  };
  if (underWay === null) loadNext(turn, range.fromSeq, range.toSeq);
}

function loadNext(turn: Turn, fromSeq: number, toSeq: number): void {
  turn.effects.push({
    kind: 'load',
    fromSeq,
    toSeq: Math.min(toSeq, fromSeq + REPLAY_CHUNK - 1),
  });
}

/** The chunk that was asked for has come: sends it on its way and asks for the next, or ends the replay. */
export function onLoaded(turn: Turn, messages: readonly StoredMessage[]): void {
  const { replay } = turn.link;
  const [range, ...later] = replay?.ranges ?? [];
  if (replay === null || range === undefined) return;
  const chunkEnd = Math.min(range.toSeq, range.fromSeq + REPLAY_CHUNK - 1);
  const last = chunkEnd === range.toSeq;
  const gapFrom = sendChunk(turn, { messages, replay, fromSeq: range.fromSeq, chunkEnd });
  if (last && gapFrom !== null) fillGap(turn, gapFrom, range.toSeq + 1);
  const rest = last ? later : [{ fromSeq: chunkEnd + 1, toSeq: range.toSeq }, ...later];
  const [next] = rest;
  if (next === undefined) return endReplay(turn, replay);
  turn.link = {
    ...turn.link,
    replay: { ...replay, ranges: rest, gapFrom: last ? null : gapFrom },
  };
  loadNext(turn, next.fromSeq, next.toSeq);
}

function endReplay(turn: Turn, replay: Replay): void {
  turn.link = { ...turn.link, replay: null };
  for (const bytes of replay.held) turn.write(bytes);
}

interface Chunk {
  readonly messages: readonly StoredMessage[];
  readonly replay: Replay;
  readonly fromSeq: number;
  readonly chunkEnd: number;
}

/** @returns the start of a gap that is still open at the end of the chunk, or null */
function sendChunk(turn: Turn, { messages, replay, fromSeq, chunkEnd }: Chunk): number | null {
  let { gapFrom } = replay;
  let expected = fromSeq;
  const filled: string[] = [];
  for (const message of messages) {
    if (message.seq > expected) gapFrom ??= expected;
    expected = message.seq + 1;
    if (mayResend(turn, message)) {
      if (gapFrom !== null) fillGap(turn, gapFrom, message.seq);
      gapFrom = null;
      turn.write(resend(turn, message));
      continue;
    }
    gapFrom ??= message.seq;
    if (message.msgType === 'D') filled.push(...clOrdIdOf(message, turn.config));
  }
  if (expected <= chunkEnd) gapFrom ??= expected;
  // Before the writes of this step reach the wire, because a runner commits first.
  if (filled.length > 0) turn.effects.push({ kind: 'gap-filled', clOrdIds: filled });
  return gapFrom;
}

function mayResend(turn: Turn, message: StoredMessage): boolean {
  const rule = turn.config.dictionary.messages.get(message.msgType);
  if (rule?.admin === true || NEVER_RESENT.has(message.msgType)) return false;
  if (message.msgType !== 'D') return true;
  const { orderResendMaxAgeMs } = turn.config;
  return orderResendMaxAgeMs > 0 && turn.atMs - message.sendingTimeMs <= orderResendMaxAgeMs;
}

function clOrdIdOf(message: StoredMessage, config: SessionConfig): readonly string[] {
  const clOrdId = decode(message.bytes, config.dictionary.dataFields)?.text(Tag.ClOrdID);
  return clOrdId === undefined ? [] : [clOrdId];
}

function fillGap(turn: Turn, seq: number, newSeqNo: number): void {
  const header = { ...headerAt(turn, '4', seq), origSendingTimeMs: turn.atMs };
  turn.write(encode(header, gapFillBody(newSeqNo)));
}

function resend(turn: Turn, message: StoredMessage): Buffer {
  const header = {
    ...headerAt(turn, message.msgType, message.seq),
    origSendingTimeMs: message.sendingTimeMs,
  };
  return encode(header, bodyOf(message, turn.config));
}

function headerAt(turn: Turn, msgType: string, msgSeqNum: number) {
  const { dictionary, senderCompId, targetCompId } = turn.config;
  const { beginString } = dictionary;
  return { beginString, msgType, msgSeqNum, senderCompId, targetCompId, sendingTimeMs: turn.atMs };
}

/** The stored fields as they were sent, without those that the session writes anew. */
function bodyOf(message: StoredMessage, config: SessionConfig): string {
  const raw = decode(message.bytes, config.dictionary.dataFields);
  if (raw === null) throw new Error(`stored message ${message.seq} cannot be read`);
  let body = '';
  for (let index = 0; index < raw.count; index += 1) {
    const tag = raw.tagAt(index);
    if (!REBUILT.has(tag)) body += `${tag}=${raw.textAt(index)}${SOH_TEXT}`;
  }
  return body;
}
