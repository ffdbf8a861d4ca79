/**
 * Setting the numbers of a session by hand: what would change, and what would be lost by it. Nothing is changed here; an
 * operator reads this before deciding.
 */
import type { Dictionary } from '../dictionary/dictionary.ts';
import { Tag } from '../dictionary/tags.ts';
import { decode } from '../wire/raw-message.ts';
import type { SeqRange, StoredMessage } from './session.ts';

export interface SessionNumbers {
  /** The number that the next sent message gets. */
  readonly nextOut: number;
  /** The number that the next received message must have. */
  readonly nextIn: number;
}

/** A sent application message that could not be sent again any more. */
interface LostMessage {
  readonly seq: number;
  readonly msgType: string;
  readonly clOrdId: string | null;
}

export interface NumberReset {
  readonly before: SessionNumbers;
  readonly after: SessionNumbers;
  /** The outgoing number goes back: nothing sent before can be resent, because its numbers will be used again. */
  readonly lost: readonly LostMessage[];
  /** The incoming number goes forward over messages that were never received, or back to some that were. */
  readonly incoming: (SeqRange & { readonly kind: 'skipped' | 'repeated' }) | null;
  /** ClOrdID(11) of the orders sent of which no ExecutionReport(8) was received: ask the counterparty for each. */
  readonly inDoubt: readonly string[];
}

export interface ResetEvidence {
  /** What is stored of the messages sent since the last reset, in order. */
  readonly sent: readonly StoredMessage[];
  /** ClOrdID(11) of every report received. */
  readonly reported: ReadonlySet<string>;
  readonly dictionary: Dictionary;
}

/** @throws RangeError for a number that is not whole or below 1 */
export function planReset(
  before: SessionNumbers,
  wanted: Partial<SessionNumbers>,
  { sent, reported, dictionary }: ResetEvidence,
): NumberReset {
  const after = {
    nextOut: positive('nextOut', wanted.nextOut ?? before.nextOut),
    nextIn: positive('nextIn', wanted.nextIn ?? before.nextIn),
  };
  const messages = sent
    .filter(({ msgType }) => dictionary.messages.get(msgType)?.admin !== true)
    .map((message): LostMessage => ({
      seq: message.seq,
      msgType: message.msgType,
      clOrdId: decode(message.bytes, dictionary.dataFields)?.text(Tag.ClOrdID) ?? null,
    }));
  const orders = messages.filter(({ msgType }) => msgType === 'D');
  return {
    before,
    after,
    lost: after.nextOut < before.nextOut ? messages : [],
    incoming: incomingChange(before.nextIn, after.nextIn),
    inDoubt: orders.flatMap(({ clOrdId }) =>
      clOrdId === null || reported.has(clOrdId) ? [] : [clOrdId],
    ),
  };
}

function incomingChange(before: number, after: number): NumberReset['incoming'] {
  if (after > before) return { kind: 'skipped', fromSeq: before, toSeq: after - 1 };
  if (after < before) return { kind: 'repeated', fromSeq: after, toSeq: before - 1 };
  return null;
}

function positive(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new RangeError(`${name} must be a whole number from 1, was ${value}`);
}
