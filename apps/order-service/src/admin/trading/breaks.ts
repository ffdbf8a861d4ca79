/** `admin.breaks.*`: reports that were set aside, and who has settled which of them, by what evidence. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import { type Decimal, refuse } from '@faultline/errors';
import type { Break } from '../../ports/store.ts';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { pageOf } from '../../views/page.ts';
import { invalid } from '../refusals.ts';

type Breaks = Handlers<OrderContract['admin']>['breaks'];
type View = Awaited<ReturnType<Breaks['settle']>>;

const { settle: row } = orderContract.admin.breaks;

export const adminBreaks = (deps: PerformDeps): Breaks => ({
  list: async ({ orderId, status, ...asked }, call) => {
    const settled = status === undefined ? undefined : status === 'SETTLED';
    const { rows, nextCursor } = await pageOf(
      asked,
      {
        read: async (page) => deps.store.pages.breaks({ orderId, settled, ...page }),
        markOf: ({ seq }: Break) => [seq],
        mark: ['number'] as const,
      },
      call,
    );
    return { items: rows.map(breakView), nextCursor };
  },
  settle: async (wish, call) => {
    const { seq, evidence } = wish;
    return perform<'NOT_FOUND' | 'INVALID_REQUEST', typeof row.output>(
      deps,
      {
        path: 'admin.breaks.settle',
        wanted: { breakSeq: seq },
        input: wish,
        output: row.output,
        admit: ({ setAside }) =>
          setAside === null ? refuse('NOT_FOUND', { id: String(seq) }) : null,
        decide: ({ setAside: before }, nowMs) => {
          if (before === null) throw new Error('admitted without a report');
          if (before.settledAtMs !== null) {
            return invalid('seq', `It was settled already, by ${before.settledBy}.`);
          }
          const settledBy = call.caller.userId;
          const after: Break = { ...before, settledAtMs: nowMs, settledBy, evidence };
          const trail = { target: `break:${seq}`, before, after, reason: evidence };
          return {
            ok: true,
            value: { answer: breakView(after), changes: { breaks: [after] }, trail },
          };
        },
      },
      call,
    );
  },
});

/** As it was stored: numbers without a fraction as text. */
interface Stored {
  readonly lp: string;
  readonly kind: string;
  readonly execId: string | null;
  readonly qty: StoredDecimal | null;
  readonly price: StoredDecimal | null;
}
interface StoredDecimal {
  readonly unscaled: string;
  readonly scale: number;
}

function breakView(one: Break): View {
  const { seq, orderId, reason, atMs: at, settledAtMs: settledAt, settledBy, evidence } = one;
  const { lp, kind, execId, qty, price } = one.report as Stored;
  const report = { lp, kind, execId, qty: decimalIn(qty), price: decimalIn(price) };
  return { seq, orderId, ...report, reason, at, settledAt, settledBy, evidence };
}

const decimalIn = (stored: StoredDecimal | null): Decimal | null =>
  stored === null ? null : { unscaled: BigInt(stored.unscaled), scale: stored.scale };
