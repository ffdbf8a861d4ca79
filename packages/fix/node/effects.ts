/** Carries out one effect of the session machine: what must be durable goes into the batch, the rest behind it. */
import type { SendableMessage } from '../src/messages/outgoing.ts';
import type { Fault, SeqRange, SessionEffect, StoredMessage } from '../src/session/session.ts';
import type { RawMessage } from '../src/wire/raw-message.ts';
import type { Log, RawReply, Reaction, SessionApplication, SessionInfo } from './application.ts';
import type { Batch } from './batch.ts';
import type { Link } from './link.ts';
import type { Distort } from './runner-options.ts';
import type { SessionStore } from './store.ts';

/** What effects are carried out on. One object per session; its batch and its link are those of the moment. */
export interface Stage<Change> {
  readonly sessionId: string;
  readonly batch: Batch<Change>;
  readonly link: Link | null;
  readonly store: SessionStore<Change>;
  readonly application: SessionApplication<Change>;
  readonly log: Log;
  readonly info: SessionInfo;
  /** Numbers a message once the effects of the present step are through. */
  reply(message: SendableMessage): void;
  replyRaw(message: RawReply): void;
  /** Runs something behind the replies that were made so far. */
  later(work: () => void): void;
  loaded(link: Link | null, messages: readonly StoredMessage[]): void;
  lost(error: unknown): void;
  disconnect(reason: string, fault: Fault | null): void;
  readonly distort?: Distort | undefined;
}

export function perform<Change>(effect: SessionEffect, on: Stage<Change>): void {
  const { sessionId, batch } = on;
  switch (effect.kind) {
    case 'persist-out': {
      batch.sessions.push({ sessionId, nextOut: effect.seq + 1, outgoing: effect });
      return;
    }
    case 'persist-in': {
      const { nextIn, raw } = effect;
      batch.sessions.push(
        raw === null ? { sessionId, nextIn } : { sessionId, nextIn, incoming: incomingOf(raw) },
      );
      return;
    }
    case 'reset': {
      const { nextOut, nextIn, atMs } = effect;
      batch.sessions.push({ sessionId, reset: true, nextOut, nextIn, startedMs: atMs });
      return;
    }
    case 'write':
      return write(effect.bytes, on);
    case 'deliver':
    case 'deliver-raw':
    case 'gap-filled':
    case 'reset-agreed':
      return react(reactionTo(effect, on), on);
    case 'load':
      return load(effect, on);
    case 'disconnect':
      return on.disconnect(effect.reason, effect.fault);
    case 'note':
      return on.log.info({ session: sessionId }, effect.text);
  }
}

function write<Change>(bytes: Buffer, on: Stage<Change>): void {
  const { link, distort, batch } = on;
  if (link === null) return;
  if (distort === undefined) return batch.write(link, bytes);
  for (const one of distort(bytes, on.info)) batch.write(link, one);
}

type Told = Extract<
  SessionEffect,
  { kind: 'deliver' | 'deliver-raw' | 'gap-filled' | 'reset-agreed' }
>;

function reactionTo<Change>(effect: Told, { application, info }: Stage<Change>): Reaction<Change> {
  switch (effect.kind) {
    case 'deliver':
      return application.onMessage(effect.message, info);
    case 'deliver-raw':
      return application.onRawMessage?.(effect.raw, info) ?? {};
    case 'gap-filled':
      return application.onGapFilled?.(effect.clOrdIds, info) ?? {};
    case 'reset-agreed':
      return application.onResetAgreed?.(info) ?? {};
  }
}

function react<Change>(reaction: Reaction<Change>, on: Stage<Change>): void {
  const { changes, replies, rawReplies, afterCommit } = reaction;
  if (changes !== undefined) on.batch.changes.push(...changes);
  replies?.forEach((reply) => on.reply(reply));
  rawReplies?.forEach((reply) => on.replyRaw(reply));
  if (afterCommit) on.later(() => on.batch.after.push(afterCommit));
}

/**
 * Only after the commit does the store hold everything that was sent before. What was loaded before leaves first: a long
 * resend goes as fast as the counterparty reads.
 */
function load<Change>({ fromSeq, toSeq }: SeqRange, on: Stage<Change>): void {
  const { link, store, sessionId } = on;
  on.batch.after.push(() => {
    const drained = link?.drained() ?? Promise.resolve();
    drained
      .then(() => store.outgoing(sessionId, fromSeq, toSeq))
      .then(
        (messages) => on.loaded(link, messages),
        (error: unknown) => on.lost(error),
      );
  });
}

function incomingOf(raw: RawMessage): StoredMessage {
  return {
    seq: raw.msgSeqNum ?? 0,
    msgType: raw.msgType,
    sendingTimeMs: raw.timestamp(52) || 0,
    bytes: raw.bytes,
  };
}
