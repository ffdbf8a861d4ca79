/**
 * What a commit means to those who watch an account: derived in one place, so that no command can forget to tell, and held
 * to the contract here, where a mistake is still nobody's news.
 */
import { encoderOf, JournalEvent } from '@faultline/contract';
import {
  instrumentOf,
  type Account,
  type Instrument,
  type Order,
  type Position,
} from '@faultline/domain';
import type { Changes } from '../ports/changes.ts';
import type { AccountEvent } from '../ports/records.ts';
import type { Book } from '../ports/store.ts';
import { accountPayload, orderPayload, positionPayload, withdrawalPayload } from './payloads.ts';

export interface Before {
  /** As it stands before these changes; `undefined` when the account is new. */
  readonly bookOf: (accountId: number) => Book | undefined;
  readonly instruments: ReadonlyMap<string, Instrument>;
}

const encoded = encoderOf(JournalEvent);

/** In the order in which things happened: orders, positions, the account itself; what the decision added comes last. */
export function deriveEvents(changes: Changes, before: Before): AccountEvent[] {
  const { atMs } = changes;
  const told = (accountId: number, event: JournalEvent): AccountEvent => ({
    ...encoded(event),
    accountId,
    atMs,
  });
  return [
    ...orderEvents(changes, before).map(({ order, type }) => {
      const instrument = instrumentOf(order.symbol, before.instruments);
      return told(order.accountId, { type, payload: orderPayload(order, instrument) });
    }),
    ...positionEvents(changes, before).map(({ position, type }) => {
      const instrument = instrumentOf(position.symbol, before.instruments);
      const currency = currencyOf(position, changes, before);
      const payload = positionPayload(position, currency, instrument);
      return told(position.accountId, { type, payload });
    }),
    ...(changes.withdrawals ?? []).map((withdrawal) =>
      told(withdrawal.accountId, {
        type: 'WITHDRAWAL_CHANGED',
        payload: withdrawalPayload(withdrawal),
      }),
    ),
    ...accountEvents(changes, before).map(({ account, type }) =>
      told(account.id, { type, payload: accountPayload(account) }),
    ),
    ...(changes.events ?? []).map(({ accountId, atMs: at, ...event }) => ({
      ...told(accountId, event),
      atMs: at,
    })),
  ];
}

type TypeWith<Payload> = Extract<JournalEvent, { payload: Payload }>['type'];
type OrderType = TypeWith<{ filledVolume: number }>;
type PositionType = TypeWith<{ entryPrice: number }>;
type AccountType = TypeWith<{ balance: number }>;

function orderEvents({ orders = [] }: Changes, { bookOf }: Before) {
  const known = new Map<string, Order>();
  return orders.flatMap((order) => {
    const was =
      known.get(order.id) ?? bookOf(order.accountId)?.orders.find(({ id }) => id === order.id);
    known.set(order.id, order);
    return orderTypes(order, was).map((type) => ({ order, type }));
  });
}

/** A step may mean two things: an order in doubt that turns out to be filled is resolved, and filled. */
function orderTypes(order: Order, was: Order | undefined): OrderType[] {
  const resolved = was?.status === 'IN_DOUBT' && order.status !== 'IN_DOUBT';
  return [...(resolved ? (['ORDER_RESOLVED'] as const) : []), orderType(order, was)];
}

function orderType(order: Order, was: Order | undefined): OrderType {
  switch (order.status) {
    case 'RECEIVED':
      return 'ORDER_ACCEPTED';
    case 'PENDING':
      if (was === undefined) return 'ORDER_ACCEPTED';
      return was.triggeredAtMs === order.triggeredAtMs ? 'ORDER_MODIFIED' : 'ORDER_TRIGGERED';
    case 'CANCEL_REQUESTED':
      return 'ORDER_MODIFIED';
    case 'TRIGGERED':
    case 'ROUTED':
    case 'PARTIALLY_FILLED':
    case 'IN_DOUBT':
    case 'FILLED':
    case 'CANCELLED':
    case 'REJECTED':
    case 'EXPIRED':
      return `ORDER_${order.status}` as const;
  }
}

function positionEvents({ positions = [] }: Changes, { bookOf }: Before) {
  const seen = new Set<number>();
  return positions.map((position): { position: Position; type: PositionType } => {
    const known =
      seen.has(position.id) ||
      bookOf(position.accountId)?.positions.some(({ id }) => id === position.id) === true;
    seen.add(position.id);
    if (position.status === 'CLOSED') return { position, type: 'POSITION_CLOSED' };
    return { position, type: known ? 'POSITION_CHANGED' : 'POSITION_OPENED' };
  });
}

function accountEvents({ accounts = [] }: Changes, { bookOf }: Before) {
  return accounts.flatMap((account) => {
    const was = bookOf(account.id)?.account;
    return was === undefined ? [] : accountTypes(account, was).map((type) => ({ account, type }));
  });
}

function accountTypes(account: Account, was: Account): AccountType[] {
  const types: AccountType[] = [];
  if (account.balance !== was.balance || account.credit !== was.credit)
    types.push('BALANCE_CHANGED');
  if (account.tradeState !== was.tradeState) types.push('ACCOUNT_STATE_CHANGED');
  if (account.marginCallActive && !was.marginCallActive) types.push('MARGIN_CALL');
  if (!account.marginCallActive && was.marginCallActive) types.push('MARGIN_CALL_CLEARED');
  return types;
}

function currencyOf(
  { accountId }: { readonly accountId: number },
  { accounts }: Changes,
  { bookOf }: Before,
): string {
  const account = bookOf(accountId)?.account ?? accounts?.find(({ id }) => id === accountId);
  if (account === undefined) throw new Error(`account ${accountId} is unknown to its own position`);
  return account.currency;
}
