/** An instrument with some of its terms changed, as long as they still make sense together. */
import type { Handler, OrderContract } from '@faultline/contract';
import type { Decision, Instrument } from '@faultline/domain';
import type { Decimal } from '@faultline/errors';
import { scaled } from '../exact.ts';
import { invalid } from '../refusals.ts';

export type SymbolPatch = Parameters<Handler<OrderContract['admin']['symbols']['update']>>[0];

const LOT_SCALE = 4;
const PERCENT_SCALE = 2;

export function changedSymbol(
  before: Instrument,
  patch: SymbolPatch,
): Decision<'INVALID_REQUEST', Instrument> {
  const after = patched(before, patch);
  if (after.minVolume <= 0n) return invalid('minVolume', 'A volume is above zero.');
  if (after.volumeStep <= 0n) return invalid('volumeStep', 'A step is above zero.');
  if (after.maxVolume < after.minVolume) {
    return invalid('maxVolume', 'It lies below the smallest volume.');
  }
  if (after.maxTotalVolume !== null && after.maxTotalVolume < after.minVolume) {
    return invalid('maxTotalVolume', 'It lies below the smallest volume.');
  }
  if (after.marginRate <= 0n) return invalid('marginRate', 'A margin rate is above zero.');
  if (after.commissionPerLot < 0n) {
    return invalid('commissionPerLot', 'A commission is zero or more.');
  }
  return { ok: true, value: after };
}

function patched(before: Instrument, patch: SymbolPatch): Instrument {
  const { description, quoteTtlMs, scheduleId, maxTotalVolume, swap } = patch;
  return {
    ...before,
    description: description ?? before.description,
    quoteTtlMs: quoteTtlMs ?? before.quoteTtlMs,
    scheduleId: scheduleId ?? before.scheduleId,
    minVolume: exact(patch.minVolume, LOT_SCALE) ?? before.minVolume,
    maxVolume: exact(patch.maxVolume, LOT_SCALE) ?? before.maxVolume,
    volumeStep: exact(patch.volumeStep, LOT_SCALE) ?? before.volumeStep,
    maxTotalVolume:
      maxTotalVolume === null ? null : (exact(maxTotalVolume, LOT_SCALE) ?? before.maxTotalVolume),
    marginRate: exact(patch.marginRate, PERCENT_SCALE) ?? before.marginRate,
    commissionPerLot: exact(patch.commissionPerLot, PERCENT_SCALE) ?? before.commissionPerLot,
    maxLeverage: whole(patch.maxLeverage) ?? before.maxLeverage,
    stopsLevel: whole(patch.stopsLevel) ?? before.stopsLevel,
    freezeLevel: whole(patch.freezeLevel) ?? before.freezeLevel,
    swap:
      swap === undefined
        ? before.swap
        : {
            ...swap,
            long: scaled(swap.long, PERCENT_SCALE),
            short: scaled(swap.short, PERCENT_SCALE),
          },
  };
}

const exact = (value: Decimal | undefined, scale: number): bigint | undefined =>
  value === undefined ? undefined : scaled(value, scale);
const whole = (value: number | undefined): bigint | undefined =>
  value === undefined ? undefined : BigInt(value);
