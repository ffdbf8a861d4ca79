/** Lists that are read a page at a time, newest first unless said otherwise. A page costs the same wherever it begins. */
import type {
  Account,
  Deal,
  LedgerEntry,
  Order,
  OrderStatus,
  Position,
  PostingType,
  Withdrawal,
  WithdrawalStatus,
} from '@faultline/domain';
import type { AuditEntry, Break, LimitRequest } from './records.ts';

/** Where a page ends and the next begins: time and id of its last row, or the id alone. */
export type Mark = readonly (string | number)[];

/** What of a list is wanted. */
interface Asked {
  /** The mark of the last row seen; `null` for the first page. */
  readonly after: Mark | null;
  readonly limit: number;
}

interface InTime extends Asked {
  readonly fromMs?: number | undefined;
  /** Not included. */
  readonly toMs?: number | undefined;
}

export interface OrdersAsked extends InTime {
  /** Without an account: of all accounts, and only those that are not done. */
  readonly accountId: number | null;
  readonly statuses?: readonly OrderStatus[] | undefined;
  readonly symbol?: string | undefined;
  /** Only those that are done, or only those that are not. */
  readonly done?: boolean | undefined;
}

interface DealsAsked extends InTime {
  readonly accountId: number;
  readonly symbol?: string | undefined;
}

export interface LedgerAsked extends InTime {
  readonly accountId: number;
  readonly types?: readonly PostingType[] | undefined;
}

interface WithdrawalsAsked extends Asked {
  readonly accountId?: number | undefined;
  readonly status?: WithdrawalStatus | undefined;
}

interface LimitRequestsAsked extends Asked {
  readonly accountId?: number | undefined;
  readonly status?: LimitRequest['status'] | undefined;
}

interface BreaksAsked extends Asked {
  readonly orderId?: string | undefined;
  /** Only those that are settled, or only those that wait. */
  readonly settled?: boolean | undefined;
}

export interface AuditAsked extends InTime {
  readonly actorId?: string | undefined;
  readonly target?: string | undefined;
  readonly action?: string | undefined;
}

export interface NumberedAuditEntry extends AuditEntry {
  readonly seq: number;
}

export interface PositionsAsked extends Asked {
  readonly accountId?: number | undefined;
  readonly symbol?: string | undefined;
}

export interface AccountsAsked extends Asked {
  readonly username?: string | undefined;
  readonly groupId?: string | undefined;
  readonly tradeState?: Account['tradeState'] | undefined;
}

export interface Pages {
  orders(asked: OrdersAsked): Promise<readonly Order[]>;
  deals(asked: DealsAsked): Promise<readonly Deal[]>;
  ledger(asked: LedgerAsked): Promise<readonly LedgerEntry[]>;
  withdrawals(asked: WithdrawalsAsked): Promise<readonly Withdrawal[]>;
  limitRequests(asked: LimitRequestsAsked): Promise<readonly LimitRequest[]>;
  breaks(asked: BreaksAsked): Promise<readonly Break[]>;
  audit(asked: AuditAsked): Promise<readonly NumberedAuditEntry[]>;
  /** Open ones, newest first. */
  openPositions(asked: PositionsAsked): Promise<readonly Position[]>;
  /** Oldest first. */
  accounts(asked: AccountsAsked): Promise<readonly Account[]>;
}
