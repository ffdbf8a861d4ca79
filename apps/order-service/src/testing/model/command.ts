/** One act of the model test: carried out on the model and on the real thing, which then have to agree. */
import fc from 'fast-check';
import type { FloorUnderTest } from './floor-under-test.ts';
import type { Side, TradingModel } from './trading-model.ts';

type Act = (model: TradingModel, real: FloorUnderTest) => Promise<void>;
export type Command = fc.AsyncCommand<TradingModel, FloorUnderTest>;

/** @param named - What a failing run prints. */
export const command = (named: string, act: Act): Command => ({
  check: () => true,
  run: async (model, real) => {
    await act(model, real);
    real.commands += 1;
    await real.compare(model);
  },
  toString: () => named,
});

export const side = fc.constantFrom<Side>('BUY', 'SELL');
export const account = fc.constantFrom(1, 2);
/** Which of those that are there. */
export const which = fc.nat(50);
export const size = fc.integer({ min: 1, max: 10 });

/** Ten-thousandths of a lot: 0.02 lots each. */
export const volumeOf = (size: number): bigint => BigInt(size) * 200n;

/** One of those that are there, whatever the number; none of none. */
export const pick = <T>(from: readonly T[], which: number): T | undefined =>
  from[which % Math.max(1, from.length)];
