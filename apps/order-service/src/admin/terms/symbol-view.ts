/** All terms of an instrument, as the broker sees them. */
import type { Handler, OrderContract } from '@faultline/contract';
import type { Instrument } from '@faultline/domain';
import { levelOf, lotsOf } from '../../market/units.ts';

export type SymbolView = Awaited<ReturnType<Handler<OrderContract['admin']['symbols']['update']>>>;

export function symbolView(instrument: Instrument): SymbolView {
  const { name: symbol, description, category, baseCurrency, quoteCurrency } = instrument;
  const { digits, calcMode, tradeMode, halt, quoteTtlMs, scheduleId, version } = instrument;
  const { maxTotalVolume, swap } = instrument;
  return {
    symbol,
    description,
    category,
    baseCurrency,
    quoteCurrency,
    digits,
    pipPoints: Number(instrument.pipPoints),
    contractSize: Number(instrument.contractSize),
    calcMode,
    tradeMode,
    halt: halt && { reason: halt.reason, until: halt.untilMs },
    minVolume: lotsOf(instrument.minVolume),
    maxVolume: lotsOf(instrument.maxVolume),
    volumeStep: lotsOf(instrument.volumeStep),
    maxTotalVolume: maxTotalVolume === null ? null : lotsOf(maxTotalVolume),
    marginRate: levelOf(instrument.marginRate),
    maxLeverage: Number(instrument.maxLeverage),
    stopsLevel: Number(instrument.stopsLevel),
    freezeLevel: Number(instrument.freezeLevel),
    quoteTtlMs,
    commissionPerLot: levelOf(instrument.commissionPerLot),
    swap: { ...swap, long: levelOf(swap.long), short: levelOf(swap.short) },
    scheduleId,
    version,
  };
}
