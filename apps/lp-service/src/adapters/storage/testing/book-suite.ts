/** What every storage of the service must do, whichever database it is. */
import type { BookChange } from '../../../ports/order-book.ts';
import { refuse } from '@faultline/errors';
import type { ExecutionReport } from '@faultline/fix';
import { createLogger } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  acknowledgement,
  anOrder,
  CONTEXT,
  dec,
  rejection,
  SENT_AT_MS,
  trade,
} from '../../../testing/orders.ts';
import { DEMO_PROVIDERS } from '../../../lp/demo-providers.ts';
import type { OrderRefusal } from '../../../order-machine/lp-order.ts';
import type { OpenBook, OpenBookOptions } from '../open-book.ts';

/** A place that can be opened again after it was closed. */
export interface BookPlace {
  readonly open: (options: OpenBookOptions) => Promise<OpenBook>;
  readonly drop: () => Promise<void>;
}

const OPTIONS: OpenBookOptions = {
  waysOf: () => ({ ...CONTEXT, quarantineMs: 1_000, lastConnected: null }),
  log: createLogger('test', { level: 'silent' }),
};

const atMs = SENT_AT_MS + 10;
const route = { lps: ['YOFX', 'OANDA'], expiresAtMs: SENT_AT_MS + 5_000 };
const sent = (more: Parameters<typeof anOrder>[0] = {}): BookChange => ({
  kind: 'sent',
  order: anOrder(more),
  route,
  atMs: SENT_AT_MS,
});
const reported = (report: ExecutionReport, lp = 'YOFX'): BookChange => ({
  kind: 'reported',
  lp,
  report,
  atMs,
});

export function bookSuite(name: string, openPlace: () => Promise<BookPlace>): void {
  describe(`the order book in ${name}`, () => {
    let place: BookPlace;
    let opened: OpenBook;
    beforeEach(async () => {
      place = await openPlace();
      opened = await place.open(OPTIONS);
    });
    afterEach(async () => {
      await opened.close();
      await place.drop();
    });
    const reopen = async (): Promise<void> => {
      await opened.close();
      opened = await place.open(OPTIONS);
    };
    const commit = async (...changes: BookChange[]) => opened.book.commit(changes);
    const kinds = async () =>
      (await opened.book.reportsAfter(0, 100)).map(({ seq, kind }) => `${seq} ${kind}`);

    it('keeps an order as it was sent, also when it is opened again', async () => {
      await commit(sent({ qty: dec('1000.5'), price: dec('1.10000'), type: 'LIMIT' }));
      for (const again of [false, true]) {
        if (again) await reopen();
        const order = await opened.book.order('ORD-1');
        expect(order).toEqual(
          anOrder({ qty: dec('1000.5'), price: dec('1.10000'), type: 'LIMIT' }),
        );
        expect(opened.book.openOrders()).toEqual([order]);
      }
      expect(await opened.book.order('ORD-2')).toBeNull();
    });

    it('applies a report once, however often it comes, and numbers what it tells without gaps', async () => {
      await commit(sent());
      const fill = reported(trade(400, 400));
      await commit(fill, fill);
      await commit(fill);
      await reopen();
      await commit(fill, reported(trade(600, 1000)));
      expect(await kinds()).toEqual(['1 FILL', '2 FILL']);
      expect(opened.book.openOrders()).toEqual([]);
      expect((await opened.book.order('ORD-1'))?.doneAtMs).toBe(atMs);
      expect((await opened.book.reportsAfter(1, 1))[0]).toMatchObject({ seq: 2, qty: dec(600) });
    });

    it('knows an order by every name that it ever had', async () => {
      const request = {
        kind: 'REPLACE',
        clOrdId: 'ORD-1-1-R1',
        qty: dec(900),
        price: null,
      } as const;
      await commit(sent(), reported(acknowledgement()));
      await commit({
        kind: 'requested',
        orderId: 'ORD-1',
        request: { ...request, sentAtMs: null },
        atMs,
      });
      await commit({ kind: 'request-sent', clOrdId: 'ORD-1-1-R1', atMs });
      await reopen();
      await commit({
        kind: 'request-rejected',
        reject: { clOrdId: 'ORD-1-1-R1', reason: 0, text: undefined },
        atMs,
      });
      expect((await opened.book.order('ORD-1'))?.request).toBeNull();
      expect(await kinds()).toEqual(['1 REQUEST_REJECTED']);
    });

    it('tells who listens in the turn of the commit, and never about one that failed', async () => {
      const heard: string[][] = [];
      opened.book.onCommitted(({ orders }) => heard.push(orders.map(({ orderId }) => orderId)));
      await commit(sent());
      await commit({ kind: 'overdue', orderId: 'ORD-1', atMs });
      expect(heard).toEqual([['ORD-1'], ['ORD-1']]);
      // The name is in use already.
      await expect(commit(sent({ orderId: 'ORD-9' }))).rejects.toThrow(/unique|database/i);
      expect(heard.flat()).not.toContain('ORD-9');
      expect(await opened.book.order('ORD-9')).toBeNull();
    });

    it('refuses an order for ever, with the reason that came first', async () => {
      const first = refuse('LP_NOT_FOUND', { lp: 'YOFX' });
      const second = refuse('LP_NOT_FOUND', { lp: 'OANDA' });
      for (const refusal of [first, second]) {
        await commit({ kind: 'not-sent', orderId: 'ORD-1', refusal, atMs });
      }
      expect(await opened.book.refusal('ORD-1')).toEqual(first);
      expect(await opened.book.refusal('ORD-2')).toBeNull();
    });

    it('keeps a refused order for another provider until it was sent there or nobody takes it', async () => {
      const refusal: OrderRefusal = refuse('ORDER_REJECTED', {
        orderId: 'ORD-1',
        lp: 'YOFX',
        reason: 'UNSUPPORTED',
      });
      const refused = (clOrdId: string): BookChange => ({
        kind: 'refused',
        clOrdId,
        refusedFor: () => ({ refusal, elsewhere: true }),
        atMs,
      });
      await commit(sent(), sent({ id: 'LP-2', orderId: 'ORD-2', clOrdId: 'ORD-2-1' }));
      await commit(refused('ORD-1-1'), refused('ORD-2-1'));
      await reopen();
      expect(opened.book.reroutes().map(({ order, lps }) => [order.orderId, lps])).toEqual([
        ['ORD-1', route.lps],
        ['ORD-2', route.lps],
      ]);
      await commit(sent({ leg: 2, lp: 'OANDA', sessionId: 'OANDA1', clOrdId: 'ORD-1-2' }));
      await commit({ kind: 'unrouted', orderId: 'ORD-2', atMs });
      expect(opened.book.reroutes()).toEqual([]);
      expect(await kinds()).toEqual(['1 REROUTED', '2 REJECT']);
      expect(await opened.book.order('ORD-1')).toMatchObject({ leg: 2, lp: 'OANDA', id: 'LP-3' });
      await commit(reported(trade(1000, 1000, { clOrdId: 'ORD-1-2' }), 'OANDA'));
      expect((await kinds()).at(-1)).toBe('3 FILL');
    });

    it('notes with a reset of the numbers that they are evidence no more', async () => {
      await commit(sent());
      const reset = { sessionId: 'YOFX1', reset: true, nextOut: 1, nextIn: 1 } as const;
      await opened.sessionStore.commit({ sessions: [{ ...reset, startedMs: atMs }], changes: [] });
      expect((await opened.book.order('ORD-1'))?.numberLost).toBe(true);
    });

    it('keeps numbers, messages and orders of one commit together, or none of them', async () => {
      const message = { seq: 1, msgType: 'D', sendingTimeMs: atMs, bytes: Buffer.from('8=FIX') };
      const sessions = [{ sessionId: 'YOFX1', nextOut: 2, outgoing: message }];
      await opened.sessionStore.commit({ sessions, changes: [sent()] });
      const again = opened.sessionStore.commit({
        sessions,
        changes: [sent({ orderId: 'ORD-2', clOrdId: 'ORD-2-1' })],
      });
      await expect(again).rejects.toThrow(/unique/i);
      expect(await opened.book.order('ORD-2')).toBeNull();
      await reopen();
      expect(await opened.sessionStore.load('YOFX1')).toMatchObject({ nextOut: 2 });
      expect(await opened.sessionStore.outgoing('YOFX1', 1, 9)).toEqual([message]);
    });

    it('remembers providers, sessions and who changed what', async () => {
      const [first, second] = DEMO_PROVIDERS;
      if (first === undefined || second === undefined) throw new Error('two providers are needed');
      await commit({ kind: 'configured', provider: second, atMs });
      await commit({ kind: 'configured', provider: first, atMs });
      await commit({ kind: 'configured', provider: { ...second, enabled: false }, atMs });
      await commit({ kind: 'connected', sessionId: 'YOFX1', atMs });
      await commit({ kind: 'wanted', sessionId: 'YOFX1', up: false, atMs });
      await commit({ kind: 'reset-wanted', sessionId: 'YOFX1', on: true, atMs });
      const entry = {
        actor: 'ann',
        action: 'lp.put',
        target: 'YOFX',
        reason: 'new',
        requestId: 'r',
      };
      await commit({ kind: 'audited', entry: { ...entry, before: null, after: 1n }, atMs });
      await reopen();
      expect(opened.book.providers().map(({ id, enabled }) => [id, enabled])).toEqual([
        [second.id, false],
        [first.id, true],
      ]);
      const [yofx, oanda] = [opened.book.session('YOFX1'), opened.book.session('OANDA1')];
      expect(yofx).toEqual({ lastConnectedMs: atMs, wantedUp: false, resetAtLogon: true });
      expect(oanda).toEqual({ lastConnectedMs: null, wantedUp: true, resetAtLogon: false });
      await commit({ kind: 'reset-wanted', sessionId: 'YOFX1', on: false, atMs });
      expect(opened.book.session('YOFX1')).toEqual({ ...yofx, resetAtLogon: false });
    });

    it('books an order that was refused and filled after all with whom it was filled', async () => {
      await commit(sent());
      await commit(reported(rejection(99, 'no liquidity')));
      await commit(reported(trade(1000, 1000)));
      expect(opened.book.reroutes()).toEqual([]);
      const second = sent({ leg: 2, lp: 'OANDA', clOrdId: 'ORD-1-2' });
      await expect(commit(second)).rejects.toThrow(/after all|database/i);
    });
  });
}
