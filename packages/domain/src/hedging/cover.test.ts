/** What a position remembers of its cover, through everything that can happen to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyClosingFill } from '../positions/apply-closing-fill.ts';
import { applyFill } from '../positions/apply-fill.ts';
import { applyOpeningFill } from '../positions/apply-opening-fill.ts';
import type { Position } from '../positions/position.ts';
import { account, facts, fill, ids, order, position } from '../testing/desk.ts';
import { coverBySymbol, netVolume } from './cover.ts';

const ownBook = { lp: null, lpExecId: null };

const openedWith = (volume: bigint, hedgePercent: bigint | undefined): Position =>
  applyOpeningFill({
    order: order({ book: 'B', lp: null, status: 'RECEIVED', volume }),
    position: null,
    fill: fill({ ...ownBook, volume }),
    facts: facts(),
    ids: ids(),
    ...(hedgePercent === undefined ? {} : { hedgePercent }),
  }).position;

const lessOf = (held: Position, volume: bigint): Position =>
  applyClosingFill({
    order: order({ side: 'SELL', reduces: held.id, book: 'B', status: 'RECEIVED', volume }),
    position: held,
    fill: fill({ ...ownBook, volume }),
    facts: facts(),
    ids: ids(),
  }).position;

describe('the cover of a position', () => {
  it('is the percentage of what is opened, and shrinks in proportion', () => {
    const held = openedWith(10_000n, 50n);
    expect(held.hedgeVolume).toBe(5_000n);
    const half = lessOf(held, 5_000n);
    expect(half.hedgeVolume).toBe(2_500n);
    expect(lessOf(half, 5_000n).hedgeVolume).toBe(0n);
  });

  it('is nothing of what a provider has filled', () => {
    expect(openedWith(10_000n, undefined).hedgeVolume).toBe(0n);
  });

  it('never is more than the position, is all of it at 100 %, and nothing of one that is closed', () => {
    const percents = fc.bigInt({ min: 0n, max: 100n });
    const parts = fc.array(fc.bigInt({ min: 1n, max: 50_000n }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(percents, parts, (percent, volumes) => {
        let held = openedWith(
          volumes.reduce((sum, part) => sum + part, 0n),
          percent,
        );
        for (const part of volumes) {
          held = lessOf(held, part);
          expect(held.hedgeVolume >= 0n && held.hedgeVolume <= held.volume).toBe(true);
          expect(percent !== 100n || held.hedgeVolume === held.volume).toBe(true);
          expect(percent !== 0n || held.hedgeVolume === 0n).toBe(true);
        }
        expect(held).toMatchObject({ status: 'CLOSED', hedgeVolume: 0n });
      }),
    );
  });

  it('adds up, shrinks and turns with a netting position, within its volume', () => {
    const deals = fc.array(
      fc.record({
        side: fc.constantFrom('BUY' as const, 'SELL' as const),
        volume: fc.bigInt({ min: 1n, max: 30_000n }),
        hedgePercent: fc.bigInt({ min: 0n, max: 100n }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const netting = facts({ account: account({ marginMode: 'NETTING' }) });
    fc.assert(
      fc.property(deals, (made) => {
        let held: Position | null = null;
        for (const { side, volume, hedgePercent } of made) {
          const before: Position | null = held;
          held = applyFill({
            order: order({ side, volume, book: 'B', lp: null, status: 'RECEIVED' }),
            position: before,
            fill: fill({ ...ownBook, volume }),
            facts: netting,
            ids: ids(),
            hedgePercent,
          }).position;
          const { hedgeVolume } = held;
          expect(hedgeVolume >= 0n && hedgeVolume <= held.volume).toBe(true);
          expect(hedgeVolume).toBe(coverAfter(before, { side, volume, hedgePercent }));
        }
      }),
    );
  });
});

interface Dealt {
  readonly side: 'BUY' | 'SELL';
  readonly volume: bigint;
  readonly hedgePercent: bigint;
}

/** In as few words as can be: what is added is covered by its percentage, what is left by its proportion. */
function coverAfter(before: Position | null, { side, volume, hedgePercent }: Dealt): bigint {
  const held = before?.volume ?? 0n;
  const cover = before?.hedgeVolume ?? 0n;
  if (before === null || held === 0n || before.side === side) {
    return cover + (volume * hedgePercent) / 100n;
  }
  return volume <= held
    ? (cover * (held - volume)) / held
    : ((volume - held) * hedgePercent) / 100n;
}

describe('the cover of an account', () => {
  it('is the sum of its positions, bought against sold, symbol by symbol', () => {
    const held = [
      position({ hedgeVolume: 500n }),
      position({ side: 'SELL', hedgeVolume: 800n }),
      position({ symbol: 'XAUUSD', hedgeVolume: 100n }),
      position({ symbol: 'GBPUSD' }),
    ];
    expect([...coverBySymbol(held)]).toEqual([
      ['EURUSD', -300n],
      ['XAUUSD', 100n],
    ]);
    expect(netVolume(held, 'EURUSD')).toBe(0n);
    expect(netVolume(held, 'XAUUSD')).toBe(1_000n);
  });
});
