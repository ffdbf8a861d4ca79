/** What a transaction writes about its sessions, as rows: numbers as they are in the end, messages in their order. */
import type { StoredMessage } from '../src/session/session.ts';
import { atRest } from './at-rest.ts';
import type { Direction, SessionWrite } from './store.ts';

export interface Numbers {
  readonly sessionId: string;
  readonly epoch: number;
  readonly nextOut: number;
  readonly nextIn: number;
  readonly startedMs: number | null;
}

export class MessageBatch {
  readonly messages: object[] = [];
  readonly #numbers: Map<string, Numbers>;

  /** @param stored - the numbers of every session that was ever written */
  constructor(stored: readonly Numbers[]) {
    this.#numbers = new Map(stored.map((numbers) => [numbers.sessionId, numbers]));
  }

  get sessions(): readonly object[] {
    return [...this.#numbers.values()].map((numbers) => ({
      session_id: numbers.sessionId,
      epoch: numbers.epoch,
      next_out: numbers.nextOut,
      next_in: numbers.nextIn,
      started_ms: numbers.startedMs,
    }));
  }

  add(write: SessionWrite): void {
    const { sessionId, reset, startedMs, outgoing, incoming } = write;
    const fresh = { sessionId, epoch: 1, nextOut: 1, nextIn: 1, startedMs: null };
    const before = this.#numbers.get(sessionId) ?? fresh;
    const epoch = before.epoch + (reset ? 1 : 0);
    this.#numbers.set(sessionId, {
      sessionId,
      epoch,
      nextOut: write.nextOut ?? before.nextOut,
      nextIn: write.nextIn ?? before.nextIn,
      startedMs: startedMs === undefined ? before.startedMs : Math.trunc(startedMs),
    });
    if (outgoing) this.messages.push(rowOf(outgoing, 'OUT', { sessionId, epoch }));
    if (incoming) this.messages.push(rowOf(incoming, 'IN', { sessionId, epoch }));
  }
}

const rowOf = (
  { seq, msgType, sendingTimeMs, bytes }: StoredMessage,
  direction: Direction,
  { sessionId, epoch }: { readonly sessionId: string; readonly epoch: number },
) => ({
  session_id: sessionId,
  epoch,
  direction,
  seq,
  msg_type: msgType,
  sending_time_ms: sendingTimeMs,
  hex: atRest(msgType, bytes).toString('hex'),
});
