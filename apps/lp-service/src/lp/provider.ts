/** A liquidity provider and its ways, as data: adding one adds a row, no code. */
import type { Decimal } from '@faultline/errors';
import type { MDEntryType, SubscriptionRequestType } from '@faultline/fix';
import type { TextRule } from '../order-machine/refusals.ts';

export interface SessionSettings {
  readonly id: string;
  readonly purpose: 'ORDERS' | 'QUOTES';
  readonly senderCompId: string;
  readonly targetCompId: string;
}

/** One of our symbols in the words of a provider. */
export interface SymbolMapping {
  readonly symbol: string;
  readonly lpSymbol: string;
  /** Digits of the provider's prices. */
  readonly digits: number;
  /** How many of our units one unit of quantity is over there: 1, or 1000 for a provider that counts in thousands. */
  readonly volumeFactor: Decimal;
}

/** Which messages beyond the common ones the provider understands. */
interface Dialect {
  /** OrderMassStatusRequest(AF) with MassStatusReqType(585)=7. */
  readonly massStatus: boolean;
  /** TradeCaptureReportRequest(AD) by ClOrdID(11). */
  readonly tradeCapture: boolean;
  /** NextExpectedMsgSeqNum(789) in Logon(A). */
  readonly nextExpectedMsgSeqNum: boolean;
  readonly heartBtIntSec: number;
}

interface Subscription {
  readonly subscriptionRequestType: SubscriptionRequestType;
  readonly marketDepth: number;
  readonly mdUpdateType: number;
  readonly mdEntryTypes: readonly MDEntryType[];
}

export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Where its FIX acceptor listens; `null` for the one that the environment names. */
  readonly address: { readonly host: string; readonly port: number } | null;
  readonly orders: SessionSettings;
  readonly quotes: SessionSettings;
  /** By our names. */
  readonly symbols: ReadonlyMap<string, SymbolMapping>;
  readonly dialect: Dialect;
  readonly subscription: Subscription;
  readonly textRules: readonly TextRule[];
}

/** The providers as they are configured now. */
export class Providers {
  readonly #byId: Map<string, Provider>;

  constructor(providers: readonly Provider[]) {
    this.#byId = new Map(providers.map((provider) => [provider.id, provider]));
  }

  get all(): readonly Provider[] {
    return [...this.#byId.values()];
  }

  find(id: string): Provider | null {
    return this.#byId.get(id) ?? null;
  }

  put(provider: Provider): void {
    this.#byId.set(provider.id, provider);
  }
}
