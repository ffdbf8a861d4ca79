/** The last minutes of a symbol: closing bids of its candles, drawn by uPlot. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useDesk } from '../api/desk-context.ts';
import { useDigits } from '../api/queries.ts';
import { formatClock, formatPrice } from '../texts/format.ts';
import { useSpeech, type Locale } from '../texts/texts.ts';
import { Panel } from '../ui/panel.tsx';

const AGAIN_MS = 2_000;
const CANDLES = 240;
const SECOND_MS = 1_000;

type Series = readonly [times: number[], closes: number[]];

/** Candles of one minute; while there are few of them, every price change. */
function useSeries(symbol: string): Series {
  const { client } = useDesk();
  const { data } = useQuery({
    queryKey: ['chart', symbol],
    queryFn: async (): Promise<Series> => {
      const candles = await client.quotes.candles.query({ symbol, limit: CANDLES });
      if (candles.length > 10) {
        return [candles.map((row) => row.timestamp / SECOND_MS), candles.map((row) => row.close)];
      }
      const ticks = await client.quotes.ticks.query({ symbol, limit: 1_000 });
      return [ticks.map((row) => row.timestamp / SECOND_MS), ticks.map((row) => row.bid)];
    },
    refetchInterval: AGAIN_MS,
  });
  return data ?? [[], []];
}

export function PriceChart({ symbol }: { readonly symbol: string }) {
  const { locale, texts } = useSpeech();
  const digits = useDigits()(symbol);
  const series = useSeries(symbol);
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const last = series[1].at(-1) ?? null;
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const made = new UPlot(optionsFor(element, { symbol, digits, locale }), [[], []], element);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize(sizeOf(element)));
    resized.observe(element);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [symbol, digits, locale]);
  useEffect(() => {
    plot.current?.setData([[...series[0]], [...series[1]]]);
  }, [series, symbol, digits, locale]);
  return (
    <Panel title={`${texts.prices.chart} · ${symbol}`} className="panel-chart">
      <div
        ref={frame}
        className="chart"
        role="img"
        aria-label={`${symbol} ${formatPrice(locale, last, digits)}`}
      />
      {last === null && <p className="empty">{texts.prices.noCandles}</p>}
    </Panel>
  );
}

const sizeOf = (element: HTMLElement): { width: number; height: number } => ({
  width: Math.max(200, element.clientWidth),
  height: Math.max(160, element.clientHeight),
});

const AXIS_WIDTH = 74;

interface Drawn {
  readonly symbol: string;
  readonly digits: number;
  readonly locale: Locale;
}

/** Steps of an axis of time: whole seconds at least, since the clock shows no less. */
const STEPS_SEC = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400];
const STEPS = 9;

function optionsFor(element: HTMLElement, { symbol, digits, locale }: Drawn): UPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--faint'), grid: { stroke: colour('--line'), width: 1 } };
  return {
    ...sizeOf(element),
    legend: { show: false },
    cursor: { y: false },
    axes: [
      {
        ...axis,
        space: 90,
        incrs: STEPS_SEC,
        values: (_, ticks) => ticks.map((tick) => formatClock(locale, tick)),
      },
      {
        ...axis,
        size: AXIS_WIDTH,
        // No step is finer than the last digit, which would show one price twice.
        incrs: Array.from({ length: STEPS }, (_, power) => 10 ** (power - digits)).flatMap(
          (unit) => [unit, unit * 2, unit * 5],
        ),
        values: (_, ticks) => ticks.map((tick) => formatPrice(locale, tick, digits)),
      },
    ],
    series: [
      {},
      { label: symbol, stroke: colour('--accent'), width: 1.5, points: { show: false } },
    ],
  };
}
