/** Providers at rest: as they are shown, with decimals as text. */
import { decimalFrom, textOf } from '../../decimals.ts';
import type { Provider } from '../../lp/provider.ts';
import { providerOf, viewOf } from '../../lp/views.ts';

type View = ReturnType<typeof viewOf>;
type Stored = Omit<View, 'symbols'> & {
  readonly symbols: readonly (Omit<View['symbols'][number], 'volumeFactor'> & {
    readonly volumeFactor: string;
  })[];
};

export function providerColumn(provider: Provider): string {
  const { symbols, ...view } = viewOf(provider);
  const stored: Stored = {
    ...view,
    symbols: symbols.map((row) => ({ ...row, volumeFactor: textOf(row.volumeFactor) })),
  };
  return JSON.stringify(stored);
}

export function providerFrom(column: unknown): Provider {
  const { symbols, ...view } = JSON.parse(String(column)) as Stored;
  return providerOf(
    {
      ...view,
      symbols: symbols.map((row) => ({ ...row, volumeFactor: decimalFrom(row.volumeFactor) })),
    },
    null,
  );
}

/** What was changed, as a person may read it: maps as lists, decimals and patterns as text. */
export const auditColumn = (value: unknown): string =>
  JSON.stringify(value, (_key, one: unknown) => {
    if (one instanceof Map) return [...one.values()] as unknown[];
    if (one instanceof RegExp) return one.source;
    return typeof one === 'bigint' ? one.toString() : one;
  });
