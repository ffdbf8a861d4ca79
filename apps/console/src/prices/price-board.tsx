/** Every symbol with its price, and how far that price can be trusted. */
import { useMemo } from 'react';
import { useSymbols, type SymbolRow } from '../api/queries.ts';
import { useNow } from '../failures/use-now.ts';
import { formatAge, formatNumber, formatPrice, spreadPoints } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge, type BadgeTone } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, type Column } from '../ui/table.tsx';
import type { Quote, Quotes } from './quotes.ts';

const AGE_TICK_MS = 500;

const TONES: Readonly<Record<Quote['state'], BadgeTone>> = {
  LIVE: 'good',
  STALE: 'warn',
  WAITING: 'plain',
  HALTED: 'bad',
};

interface PriceBoardProps {
  readonly quotes: Quotes;
  readonly chosen: string;
  readonly onChoose: (symbol: string) => void;
}

interface PriceRow {
  readonly symbol: SymbolRow;
  readonly quote: Quote | undefined;
}

export function PriceBoard({ quotes, chosen, onChoose }: PriceBoardProps) {
  const { texts } = useSpeech();
  const symbols = useSymbols();
  const rows = symbols.map((symbol) => ({ symbol, quote: quotes.get(symbol.symbol) }));
  const columns = usePriceColumns(onChoose);
  return (
    <Panel title={texts.prices.title} className="panel-prices">
      <Table
        caption={texts.prices.title}
        columns={columns}
        rows={rows}
        keyOf={({ symbol }) => symbol.symbol}
        empty={texts.common.loading}
        toneOf={({ symbol }) => (symbol.symbol === chosen ? 'price-row chosen' : 'price-row')}
      />
    </Panel>
  );
}

function usePriceColumns(onChoose: (symbol: string) => void): readonly Column<PriceRow>[] {
  const { locale, texts } = useSpeech();
  const words = texts.prices;
  return useMemo(() => {
    const price = (side: 'bid' | 'ask') => ({
      key: side,
      title: words[side],
      figure: true,
      cell: ({ symbol, quote }: PriceRow) =>
        formatPrice(locale, quote?.[side] ?? null, symbol.digits),
    });
    return [
      {
        key: 'symbol',
        title: words.symbol,
        cell: ({ symbol }) => (
          <button type="button" className="symbol" onClick={() => onChoose(symbol.symbol)}>
            {symbol.symbol}
          </button>
        ),
      },
      price('bid'),
      price('ask'),
      {
        key: 'spread',
        title: words.spread,
        figure: true,
        cell: ({ symbol, quote }) =>
          formatNumber(
            locale,
            spreadPoints(quote?.bid ?? null, quote?.ask ?? null, symbol.digits),
            0,
          ),
      },
      { key: 'age', title: words.age, cell: ({ quote }) => <QuoteAge quote={quote} /> },
    ];
  }, [locale, onChoose, words]);
}

/** The age, which grows while nothing comes; and the state in a word as soon as it is another than live. */
function QuoteAge({ quote }: { readonly quote: Quote | undefined }) {
  const { locale, texts } = useSpeech();
  const nowMs = useNow(AGE_TICK_MS);
  const state = quote?.state ?? 'WAITING';
  const ageMs =
    quote === undefined || quote.ageMs === null
      ? null
      : quote.ageMs + Math.max(0, nowMs - quote.heardAtMs);
  return (
    <span className="age" data-state={state}>
      {state === 'LIVE' ? (
        <span className="unseen">{texts.prices.states.LIVE}</span>
      ) : (
        <Badge text={texts.prices.states[state]} tone={TONES[state]} />
      )}
      <span className={state === 'LIVE' ? 'good figure' : 'faint figure'}>
        {formatAge(locale, ageMs)}
      </span>
    </span>
  );
}
