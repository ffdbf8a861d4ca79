/**
 * What a localised message costs, as one line of JSON: nanoseconds each, beside a plain template literal. The best of
 * some short rounds: on a busy machine the others measure the neighbours.
 */
import { clientCatalogue } from '../src/catalogue/index.ts';
import { evaluate, type Scope } from '../src/messages/evaluate.ts';
import { voiceOf } from '../src/messages/format/voice.ts';
import { loadAllLocales, LOCALES, localise } from '../src/messages/index.ts';
import { messagesIn } from '../src/messages/registry.ts';

const ROUND_MS = 60;
const ROUNDS = 10;
const NOW_MS = Date.UTC(2026, 0, 18, 19, 0, 0);

const margin = {
  requiredMargin: 1_095.5,
  freeMargin: 742.25,
  availableMargin: 742.25,
  symbol: 'EURUSD',
  volume: 1,
  leverage: 100,
  currency: 'USD',
  marginLevelAfter: 49.75,
  maxVolume: 0.67,
  reason: 'NEW_ORDER',
} as const;
const closed = {
  symbol: 'XAUUSD',
  opensAt: '2026-01-18T23:00:00Z',
  reason: 'WEEKEND_CLOSED',
} as const;

/** Keeps the engine from dropping work whose answer nobody reads. */
let read = 0;

function nanosEach(work: (round: number) => string): number {
  const run = (): number => {
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() - startedAt < ROUND_MS) {
      for (let inner = 0; inner < 500; inner += 1) read += work(count + inner).length;
      count += 500;
    }
    return ((performance.now() - startedAt) / count) * 1e6;
  };
  return Math.round(Math.min(...Array.from({ length: ROUNDS }, run)));
}

await loadAllLocales();

const figures: Record<string, number> = {
  templateLiteral: nanosEach((round) => {
    const d = { ...margin, requiredMargin: 1_000.25 + (round % 10_000) };
    return `The order needs ${d.requiredMargin} ${d.currency} of margin; ${d.freeMargin} ${d.currency} is free. At most ${d.maxVolume} lots fit now. Leverage: 1:${d.leverage}. Margin level after the order: ${d.marginLevelAfter}%.`;
  }),
};
const intl = new Intl.NumberFormat('en', { style: 'currency', currency: 'USD' });
figures['intlNumberFormat'] = nanosEach((round) => intl.format(1_000.25 + (round % 10_000)));
for (const locale of LOCALES) {
  const voice = voiceOf(locale);
  const short = messagesIn(locale)?.LIMIT_EXCEEDED?.detail ?? '';
  const long = messagesIn(locale)?.MARGIN_INSUFFICIENT?.detail ?? '';
  const instant = messagesIn(locale)?.MARKET_CLOSED?.detail ?? '';
  const scopeOf = (details: Scope['details']): Scope => ({
    details,
    voice,
    nowMs: NOW_MS,
    timeZone: 'America/New_York',
  });
  const options = { locale, nowMs: NOW_MS, timeZone: 'America/New_York' } as const;
  // The amount changes with every call, so that nothing remembered can flatter the figure.
  const details = (round: number) => ({ ...margin, requiredMargin: 1_000.25 + (round % 10_000) });
  figures[`${locale}TwoNumbers`] = nanosEach((round) =>
    evaluate(short, scopeOf({ kind: 'MAX_POSITIONS', limit: 2_000, current: round })),
  );
  figures[`${locale}FiveNumbers`] = nanosEach((round) => evaluate(long, scopeOf(details(round))));
  figures[`${locale}Instant`] = nanosEach(() => evaluate(instant, scopeOf(closed)));
  figures[`${locale}WholeFailure`] = nanosEach((round) => {
    return localise({ code: 'MARGIN_INSUFFICIENT', details: details(round) }, options).detail;
  });
}
console.log(
  JSON.stringify({
    bench: 'messages',
    unit: 'ns each',
    bestOf: ROUNDS,
    codes: Object.keys(clientCatalogue).length,
    read: read > 0,
    ...figures,
  }),
);
