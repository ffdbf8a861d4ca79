/** A provider's symbols as lines of text, which is how they come from its documentation: ours, theirs, digits, factor. */
import type { OrderClient } from '@faultline/client';

export type ProviderConfig = Awaited<ReturnType<OrderClient['admin']['lp']['get']['query']>>;
type Mapping = ProviderConfig['symbols'][number];

export const linesOf = (symbols: readonly Mapping[]): string =>
  symbols
    .map(({ symbol, lpSymbol, digits, volumeFactor }) =>
      [symbol, lpSymbol, digits, volumeFactor].join(' '),
    )
    .join('\n');

export type Read =
  | { readonly ok: true; readonly symbols: Mapping[] }
  | { readonly ok: false; readonly line: string };

/** Empty lines do not count; the factor may be left out, and is 1 then. */
export function symbolsIn(text: string): Read {
  const symbols: Mapping[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [symbol = '', lpSymbol, digits, factor = '1', ...more] = line.split(/[\s,;]+/);
    const isWhole = /^\d{1,2}$/.test(digits ?? '') && /^\d+(\.\d+)?$/.test(factor);
    if (lpSymbol === undefined || !isWhole || more.length > 0) return { ok: false, line };
    symbols.push({ symbol, lpSymbol, digits: Number(digits), volumeFactor: Number(factor) });
  }
  return { ok: true, symbols };
}
