/** `positions.closeBy`: two opposite positions closed with each other, in one commit. */
import {
  encoderOf,
  type KeptHandler,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import {
  type CloseByCode,
  decideCloseBy,
  type FillResult,
  newOrder,
  type Placement,
  type Position,
  type TradingFacts,
} from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { Facts } from '../ports/store.ts';
import type { Done, Refused } from '../trading/command.ts';
import { changesOf, fillInBook } from '../trading/execute.ts';
import { asKept } from '../trading/kept.ts';
import { runOnPosition } from '../trading/on-own.ts';
import { mayTrade } from '../trading/ownership.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { dealView, positionView } from '../views/views.ts';

type CloseBy = KeptHandler<OrderContract['positions']['closeBy']>;
type Code = CloseByCode | 'POSITION_NOT_FOUND';

const row = orderContract.positions.closeBy;

export function closeBy(deps: RunDeps): CloseBy {
  return async (input, call) => {
    const { oppositeId: positionId } = input;
    // One that is closed already is not among the account's open ones, and still has to be told from one that never was.
    const { account, position: found } = await deps.store.read({ positionId });
    const known = account !== null && mayTrade(call.caller, account) ? found : null;
    const ended = await runOnPosition(
      deps,
      {
        operation: 'positions.closeBy',
        decide: (position, trading, facts) => {
          const opposite = trading.positions.find(({ id }) => id === positionId) ?? known;
          if (opposite === null || opposite.accountId !== position.accountId) {
            return { kind: 'refused', refusal: refuse('POSITION_NOT_FOUND', { positionId }) };
          }
          return closed({ position, opposite }, trading, facts);
        },
      },
      { input, call },
    );
    if (!ended.ok) return call.raise(ended.refusal);
    return asKept(row, ended.answer);
  };
}

function closed(
  pair: { readonly position: Position; readonly opposite: Position },
  trading: TradingFacts,
  { ids }: Facts,
): Refused<Refusal<Code>> | Done {
  const decision = decideCloseBy(pair, trading);
  if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
  const [own, other] = decision.value;
  const first = filled(own, trading, ids);
  const second = filled(other, after(first, trading), ids);
  const facts = { ...trading, account: second.account };
  const remaining = [first, second]
    .map(({ position }) => position)
    .find(({ volume }) => volume > 0n);
  const answer: unknown = encoderOf(row.output)({
    deals: [first, second].map(({ deal }) => dealView(deal, facts)),
    remaining: remaining === undefined ? null : positionView(remaining, facts),
  });
  const [one, two] = [changesOf(first, trading), changesOf(second, trading)];
  const changes = {
    orders: [...one.orders, ...two.orders],
    positions: [...one.positions, ...two.positions],
    deals: [...one.deals, ...two.deals],
    postings: [...one.postings, ...two.postings],
    accounts: two.accounts,
  };
  return { kind: 'done', answer, orderId: null, changes };
}

function filled(placement: Placement, trading: TradingFacts, ids: Facts['ids']): FillResult {
  const { account, nowMs } = trading;
  const order = newOrder(
    placement,
    { orderId: ids.orderId() },
    { account, clientOrderId: null, nowMs },
  );
  const into = { price: placement.requestedPrice, hedgePercent: 0n };
  return fillInBook(order, into, { ids, trading });
}

/** The facts that the second half is booked on. */
const after = ({ account, position }: FillResult, trading: TradingFacts): TradingFacts => ({
  ...trading,
  account,
  positions: trading.positions.map((one) => (one.id === position.id ? position : one)),
});
