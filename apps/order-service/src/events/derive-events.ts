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
  const events: AccountEvent[] = [];
  const tell = (accountId: number, event: JournalEvent, atMs = changes.atMs): void => {
    const { type, payload } = encoded(event);
    // A type and its payload that were one event before are one again.
    events.push({ type, payload, accountId, atMs } as AccountEvent);
  };
  const instrument = (symbol: string) => instrumentOf(symbol, before.instruments);
  for (const { order, type } of orderEvents(changes, before)) {
    tell(order.accountId, { type, payload: orderPayload(order, instrument(order.symbol)) });
  }
  for (const { position, type } of positionEvents(changes, before)) {
    const currency = currencyOf(position, changes, before);
    const payload = positionPayload(position, currency, instrument(position.symbol));
    tell(position.accountId, { type, payload });
  }
  for (const withdrawal of changes.withdrawals ?? []) {
    const payload = withdrawalPayload(withdrawal);
    tell(withdrawal.accountId, { type: 'WITHDRAWAL_CHANGED', payload });
  }
  for (const { account, type } of accountEvents(changes, before)) {
    tell(account.id, { type, payload: accountPayload(account) });
  }
  for (const { accountId, atMs, ...event } of changes.events ?? []) tell(accountId, event, atMs);
  return events;
}

type TypeWith<Payload> = Extract<JournalEvent, { payload: Payload }>['type'];
type OrderType = TypeWith<{ filledVolume: number }>;
type PositionType = TypeWith<{ entryPrice: number }>;
type AccountType = TypeWith<{ balance: number }>;

interface OrderEvent {
  readonly order: Order;
  readonly type: OrderType;
}

function orderEvents({ orders = [] }: Changes, { bookOf }: Before): OrderEvent[] {
  const events: OrderEvent[] = [];
  const known = new Map<string, Order>();
  for (const order of orders) {
    const { id, accountId } = order;
    const was = known.get(id) ?? bookOf(accountId)?.orders.find((one) => one.id === id);
    known.set(id, order);
    // A step may mean two things: an order in doubt that turns out to be filled is resolved, and filled.
    const resolved = was?.status === 'IN_DOUBT' && order.status !== 'IN_DOUBT';
    if (resolved) events.push({ order, type: 'ORDER_RESOLVED' });
    events.push({ order, type: orderType(order, was) });
  }
  return events;
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

interface AccountNews {
  readonly account: Account;
  readonly type: AccountType;
}

function accountEvents({ accounts = [] }: Changes, { bookOf }: Before): AccountNews[] {
  const events: AccountNews[] = [];
  for (const account of accounts) {
    const was = bookOf(account.id)?.account;
    if (was === undefined) continue;
    for (const type of accountTypes(account, was)) events.push({ account, type });
  }
  return events;
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
