/** `symbols.list` and `symbols.get`: the contracts that can be traded. */
import type { OrderContract, SliceHandlers } from '@faultline/contract';
import { type Account, type Instrument, nearestSymbols, pipValue } from '@faultline/domain';
import type { Decimal } from '@faultline/errors';
import { type Market, tradingFacts } from '../market/market.ts';
import { lotsOf, moneyOf, priceOf } from '../market/units.ts';
import type { Store } from '../ports/store.ts';

type Symbols = SliceHandlers<OrderContract['symbols']>;
type SymbolView = Awaited<ReturnType<Symbols['get']>>;

export function readSymbols({ store, market }: { store: Store; market: Market }): Symbols {
  const accountOf = async (userId: string): Promise<Account | null> =>
    (await store.accountsOf(userId))[0] ?? null;
  return {
    list: async (_input, call) => {
      const account = await accountOf(call.caller.userId);
      return [...market.reference().instruments.values()].map((one) =>
        symbolView(one, { market, account }),
      );
    },
    get: async ({ symbol }, call) => {
      const instrument = market.reference().instruments.get(symbol);
      if (instrument === undefined) {
        const availableSymbols = nearestSymbols(symbol, market.reference().instruments);
        throw call.fail('INVALID_SYMBOL', { symbol, availableSymbols, reason: 'UNKNOWN' });
      }
      return symbolView(instrument, { market, account: await accountOf(call.caller.userId) });
    },
  };
}

interface Viewer {
  readonly market: Market;
  readonly account: Account | null;
}

function symbolView(instrument: Instrument, viewer: Viewer): SymbolView {
  const { name, description, category, baseCurrency, quoteCurrency, digits } = instrument;
  return {
    symbol: name,
    description,
    category,
    baseCurrency,
    quoteCurrency,
    digits,
    contractSize: Number(instrument.contractSize),
    pipSize: priceOf(instrument.pipPoints, instrument),
    pipValue: pipValueFor(instrument, viewer),
    minVolume: lotsOf(instrument.minVolume),
    maxVolume: lotsOf(instrument.maxVolume),
    volumeStep: lotsOf(instrument.volumeStep),
    marginPercent: marginPercent(instrument),
    commissionPerLot: moneyOf(instrument.commissionPerLot, viewer.account?.currency ?? 'USD'),
    disabled: instrument.tradeMode === 'DISABLED',
  };
}

function pipValueFor(instrument: Instrument, { market, account }: Viewer): Decimal | null {
  if (account === null) return null;
  const facts = tradingFacts(market, { account, positions: [], orders: [] });
  const minor = pipValue(instrument, facts);
  return minor === null ? null : moneyOf(minor, account.currency);
}

const PERCENT_SCALE = 4;

/** Margin rate over the best leverage, in percent, rounded up: a promise of less margin would be false. */
function marginPercent({ calcMode, marginRate, maxLeverage }: Instrument): Decimal {
  const divisor = calcMode === 'CFD' ? 1n : maxLeverage;
  const scaled = marginRate * 100n;
  return { unscaled: (scaled + divisor - 1n) / divisor, scale: PERCENT_SCALE };
}
