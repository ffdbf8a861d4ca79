/**
 * `admin.orders.resolve`: a person ends the doubt about an order by evidence from outside. It has the effects of the
 * reports that never came, and a report that comes after all finds the order done.
 */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { type Decision, instrumentOf, isDone } from '@faultline/domain';
import { refuse, rescaled } from '@faultline/errors';
import type { Market } from '../market/market.ts';
import { unitsOf } from '../market/units.ts';
import { type Command, perform, type PerformDeps } from '../trading/perform.ts';
import type { Waiters, Wake } from '../trading/waiters.ts';
import { orderView, shownStatus } from '../views/views.ts';
import { type Effect, effectOf, type Subject } from './effects.ts';
import type { Report } from './report.ts';

type Resolve = Handler<OrderContract['admin']['orders']['resolve']>;
type Wish = Parameters<Resolve>[0];
type ResolveCode = 'ORDER_NOT_FOUND' | 'ORDER_NOT_PENDING' | 'INVALID_REQUEST';

const { resolve: row } = orderContract.admin.orders;

export function resolveOrder(deps: PerformDeps & { readonly waiters: Waiters }): Resolve {
  return async (wish, call) => {
    const { orderId, as, price, volume, execId } = wish;
    const given = { price, volume, execId };
    const missingFields = Object.entries(given).flatMap(([name, value]) =>
      as === 'FILLED' && value === undefined ? [name] : [],
    );
    if (missingFields.length > 0) throw call.fail('MISSING_PARAMETER', { missingFields });
    const { order } = await deps.store.read({ orderId });
    const execution = execId === undefined ? undefined : { lp: order?.lp ?? '', execId };
    const ending: Ending = { wakes: [] };
    const command = resolveCommand(wish, { market: deps.market, ending });
    const answer = await perform(deps, { ...command, wanted: { orderId, execution } }, call);
    deps.waiters.wake(ending.wakes);
    return answer;
  };
}

/** Whom to wake with what, once it is on disk. */
interface Ending {
  wakes: readonly Wake[];
}

interface Desk {
  readonly market: Market;
  readonly ending: Ending;
}

function resolveCommand(
  wish: Wish,
  { market, ending }: Desk,
): Command<ResolveCode, typeof row.output> {
  const { orderId, evidence } = wish;
  return {
    path: 'admin.orders.resolve',
    wanted: { orderId },
    input: wish,
    output: row.output,
    admit: ({ order }) => (order === null ? refuse('ORDER_NOT_FOUND', { orderId }) : null),
    decide: (facts, nowMs) => {
      const { order } = facts;
      ending.wakes = [];
      if (order === null) throw new Error('admitted without an order');
      if (order.status !== 'IN_DOUBT') {
        const status = shownStatus(order.status);
        return { ok: false, refusal: refuse('ORDER_NOT_PENDING', { orderId, status }) };
      }
      const effect = effectsOf(wish, { market, facts, order }, nowMs);
      if (!effect.ok) return effect;
      const { wakes, changes } = effect.value;
      const after = changes.orders?.at(-1) ?? order;
      ending.wakes = wakes;
      const trail = { target: `order:${orderId}`, before: order, after, reason: evidence };
      return { ok: true, value: { answer: orderView(after, facts.reference), changes, trail } };
    },
  };
}

function effectsOf(
  wish: Wish,
  subject: Subject,
  atMs: number,
): Decision<'INVALID_REQUEST', Effect> {
  const { orderId, as } = wish;
  const lp = subject.order.lp ?? '';
  const report: Report = { ...SILENT, seq: 0, orderId, lp, kind: 'REJECT', atMs };
  if (as === 'FILLED') return filled(wish, subject, report);
  const lpText = 'Found not to have been executed';
  const reject = refuse('ORDER_REJECTED', { orderId, lp, reason: 'OTHER', lpText });
  return certain(effectOf({ ...report, reject }, subject));
}

/** The execution, and the end of whatever it leaves of the order. */
function filled(wish: Wish, subject: Subject, silent: Report): Decision<'INVALID_REQUEST', Effect> {
  const { market, facts, order } = subject;
  const { execId, volume, price } = wish;
  if (facts.executionApplied) return impossible('execId', 'That execution is in the books.');
  const instrument = instrumentOf(order.symbol, market.reference().instruments);
  const lots = volume === undefined ? null : rescaled(volume, LOT_SCALE);
  const qty = lots === null ? null : unitsOf(lots, instrument);
  const execution = { execId: execId ?? null, qty, price: price ?? null };
  const fill = effectOf({ ...silent, kind: 'FILL', ...execution }, subject);
  if (fill === 'IMPOSSIBLE') return impossible('volume', 'It is no execution of this order.');
  const rest = fill.changes.orders?.at(-1) ?? order;
  if (isDone(rest)) return certain(fill);
  const account = fill.changes.accounts?.at(-1) ?? facts.account;
  const position = fill.changes.positions?.at(-1) ?? facts.position;
  const left: Subject = { market, facts: { ...facts, account, position }, order: rest };
  const end = effectOf({ ...silent, kind: 'CANCEL' }, left);
  return end === 'IMPOSSIBLE' ? certain(end) : certain(joined(fill, end));
}

/** Both steps as one commit; the caller is told the second. */
function joined({ changes: first }: Effect, { wakes, changes: second }: Effect): Effect {
  return {
    wakes,
    changes: {
      ...first,
      ...second,
      orders: [...(first.orders ?? []), ...(second.orders ?? [])],
      positions: [...(first.positions ?? []), ...(second.positions ?? [])],
    },
  };
}

function certain(effect: Effect | 'IMPOSSIBLE'): { readonly ok: true; readonly value: Effect } {
  if (effect === 'IMPOSSIBLE') throw new Error('an ending always fits an order that is not done');
  return { ok: true, value: effect };
}

const impossible = (field: string, reason: string): Decision<'INVALID_REQUEST', never> => ({
  ok: false,
  refusal: refuse('INVALID_REQUEST', { field, reason }),
});

const LOT_SCALE = 4;
const SILENT = { execId: null, qty: null, price: null, reject: null };
