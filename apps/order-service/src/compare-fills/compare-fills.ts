/** Our fills beside a provider's own account of them, execution by execution. Pure. */
import { type Decimal, rescaled } from '@faultline/errors';

/** One execution, by us or by them. Quantities in units of the base currency. */
export interface Fill {
  readonly execId: string;
  readonly orderId: string | null;
  readonly symbol: string;
  readonly qty: Decimal;
  readonly price: Decimal;
  readonly atMs: number;
}

export interface FillBreak {
  /** NOT_OURS: they have it, we have not. NOT_THEIRS: the other way round. DIFFERENT: in quantity, price or symbol. */
  readonly kind: 'NOT_OURS' | 'NOT_THEIRS' | 'DIFFERENT';
  readonly execId: string;
  readonly ours: Fill | null;
  readonly theirs: Fill | null;
}

interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Whatever lies in the stretch must be on the other side as well, whose list has to reach beyond it: two clocks never agree,
 * and a report may come late.
 */
export function compareFills(
  ours: readonly Fill[],
  theirs: readonly Fill[],
  stretch: Stretch,
): readonly FillBreak[] {
  const here = byId(ours);
  const there = byId(theirs);
  const isIn = ({ atMs }: Fill): boolean => atMs >= stretch.fromMs && atMs < stretch.toMs;
  const names = new Set([...ours, ...theirs].filter(isIn).map(({ execId }) => execId));
  return [...names].flatMap((execId) => {
    const mine = here.get(execId) ?? null;
    const other = there.get(execId) ?? null;
    const kind = kindOf(mine, other);
    return kind === null ? [] : [{ kind, execId, ours: mine, theirs: other }];
  });
}

function kindOf(ours: Fill | null, theirs: Fill | null): FillBreak['kind'] | null {
  if (ours === null) return 'NOT_OURS';
  if (theirs === null) return 'NOT_THEIRS';
  const isSame =
    ours.symbol === theirs.symbol &&
    isEqual(ours.qty, theirs.qty) &&
    isEqual(ours.price, theirs.price);
  return isSame ? null : 'DIFFERENT';
}

/** Finer than any price or quantity. */
const SCALE = 12;
const isEqual = (a: Decimal, b: Decimal): boolean => rescaled(a, SCALE) === rescaled(b, SCALE);

const byId = (fills: readonly Fill[]): ReadonlyMap<string, Fill> =>
  new Map(fills.map((fill) => [fill.execId, fill]));
