/**
 * Which order went out under which number: a Reject(3), and now and then a BusinessMessageReject(j), names the refused
 * message by its MsgSeqNum(34) alone.
 */
import type { SessionStore } from '@faultline/fix/node';
import type { LpOrder } from '../../order-machine/lp-order.ts';

const CL_ORD_ID = /\|11=([^|]*)\|/;

export class SentOrders {
  readonly #clOrdIds = new Map<string, string>();
  readonly #numbers = new Map<string, string>();

  add(sessionId: string, seq: number, clOrdId: string): void {
    const number = `${sessionId}:${seq}`;
    this.#clOrdIds.set(number, clOrdId);
    this.#numbers.set(clOrdId, number);
  }

  clOrdIdOf(sessionId: string, seq: number): string | null {
    return this.#clOrdIds.get(`${sessionId}:${seq}`) ?? null;
  }

  /** Forgets an order that is done. */
  forget(clOrdId: string): void {
    const number = this.#numbers.get(clOrdId) ?? '';
    this.#numbers.delete(clOrdId);
    // After a reset of the numbers it may belong to a later order.
    if (this.#clOrdIds.get(number) === clOrdId) this.#clOrdIds.delete(number);
  }

  /** Reads the numbers of open orders back from what the sessions have stored. */
  async restore(store: SessionStore<never>, open: readonly LpOrder[]): Promise<void> {
    const missing = new Set(open.map(({ clOrdId }) => clOrdId));
    for (const sessionId of new Set(open.map((order) => order.sessionId))) {
      let beforeId: number | undefined;
      while (missing.size > 0) {
        const page = await store.messages({ sessionId, direction: 'OUT', msgType: 'D', beforeId });
        if (page.length === 0) break;
        for (const { seq, text } of page) {
          const clOrdId = CL_ORD_ID.exec(text)?.[1];
          if (clOrdId !== undefined && missing.delete(clOrdId)) this.add(sessionId, seq, clOrdId);
        }
        beforeId = page.at(-1)?.id;
      }
    }
  }
}
