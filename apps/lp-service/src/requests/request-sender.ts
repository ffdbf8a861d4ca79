/** Sends what was wanted of an order as soon as the order is known to be alive and its provider can be asked. */
import type { Logger } from '@faultline/service';
import type { LpOrder } from '../order-machine/lp-order.ts';
import type { FixLines } from '../ports/fix-line.ts';

export class RequestSender {
  readonly #lines: FixLines;
  readonly #log: Logger;
  /** By ClOrdID(11) of the request: being sent in this moment. */
  readonly #underWay = new Set<string>();

  constructor(lines: FixLines, log: Logger) {
    this.#lines = lines;
    this.#log = log;
  }

  /** Resolves once the request is durable and written, or at once while it has to wait. */
  async send(order: LpOrder): Promise<void> {
    const { request } = order;
    const line = this.#lines.ordersOf(order.lp);
    if (request === null || request.sentAtMs !== null || order.inDoubt || line === null) return;
    if (this.#underWay.has(request.clOrdId)) return;
    this.#underWay.add(request.clOrdId);
    try {
      await line.sendRequest(order, request);
    } finally {
      this.#underWay.delete(request.clOrdId);
    }
  }

  /** Something became known about an order. */
  onOrder(order: LpOrder): void {
    this.send(order).catch((error: unknown) =>
      this.#log.error({ orderId: order.orderId, err: error }, 'request not sent'),
    );
  }
}
