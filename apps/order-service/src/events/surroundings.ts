/** What goes on around an account, told to whoever listens and kept in no journal: halts, trade modes, lines to providers. */
import type { AccountItem } from '@faultline/contract';
import type { Instrument } from '@faultline/domain';
import { haltOf } from '../market/halts.ts';
import type { Market } from '../market/market.ts';

type Told = Extract<AccountItem, { type: 'SYMBOL_STATE_CHANGED' | 'CONNECTION_STATE' }>;
type Timed<T> = T extends { at: string } ? Omit<T, 'at'> & { readonly at: number } : never;

/** News without a number: who was not listening asks for the state and not for the news. */
export type News = Timed<Told>;

interface SymbolState {
  readonly symbol: string;
  readonly tradeMode: Instrument['tradeMode'];
  /** `null` when trading is not halted. */
  readonly haltReason: string | null;
}

export class Surroundings {
  readonly #market: Market;
  /** The providers of the account. */
  readonly #lps: ReadonlySet<string>;
  #symbols: ReadonlyMap<string, string>;
  #lines: ReadonlyMap<string, boolean>;

  constructor(market: Market, lps: readonly string[]) {
    this.#market = market;
    this.#lps = new Set(lps);
    this.#symbols = new Map(this.#states().map((state) => [state.symbol, JSON.stringify(state)]));
    this.#lines = this.#connections();
  }

  /** What has changed since the last call. */
  news(): News[] {
    const at = this.#market.now();
    const states = this.#states();
    const symbols = states.filter(
      (state) => this.#symbols.get(state.symbol) !== JSON.stringify(state),
    );
    if (symbols.length > 0) {
      this.#symbols = new Map(states.map((state) => [state.symbol, JSON.stringify(state)]));
    }
    const lines = this.#connections();
    const moved = [...lines].filter(([lp, connected]) => this.#lines.get(lp) !== connected);
    this.#lines = lines;
    return [
      ...symbols.map((payload): News => ({ type: 'SYMBOL_STATE_CHANGED', at, payload })),
      ...moved.map(([lp, connected]): News => ({
        type: 'CONNECTION_STATE',
        at,
        payload: { lp, connected },
      })),
    ];
  }

  #states(): SymbolState[] {
    const { instruments } = this.#market.reference();
    return [...instruments.values()].map((instrument) => ({
      symbol: instrument.name,
      tradeMode: instrument.tradeMode,
      haltReason: haltOf(instrument, this.#market),
    }));
  }

  #connections(): Map<string, boolean> {
    const own = this.#market.board.venues.filter(({ lp }) => this.#lps.has(lp));
    return new Map(own.map(({ lp, connected }) => [lp, connected]));
  }
}
