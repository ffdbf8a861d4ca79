/** Tabs of the console that sleep while their account is traded, and what they show when they wake. */
import { http, signIn, until } from './http.ts';
import { cutOffTab, type Feed, frozenTab, silencedTab, type SleepingTab } from './sleeping-tab.ts';
import type { System } from './system.ts';

export interface Sleep {
  readonly sleepMs: number;
  /** Between two orders; the feed keeps the last 500 events, and an order makes three. */
  readonly everyMs: number;
}

interface Woken {
  readonly how: string;
  /** From waking until the last event was on screen. */
  readonly awakeAfterMs: number;
  readonly filled: number;
  readonly faults: readonly string[];
}

export interface Slept {
  readonly trades: number;
  readonly sleptMs: number;
  readonly tabs: readonly Woken[];
}

/** Account 2, which our own book fills: prices still come from the provider. */
const ORDER = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
const EVENTS_PER_ORDER = 3;
const BACK_WITHIN_MS = 120_000;

export async function sleepWhileTrading(system: System, sleep: Sleep): Promise<Slept> {
  const tabs: SleepingTab[] = [];
  try {
    for (const open of [frozenTab, cutOffTab, silencedTab]) tabs.push(await open(system));
    const trade = await trader(system);
    await trade();
    for (const { feed } of tabs) await until(feed, ({ filled }) => filled === 1);
    for (const tab of tabs) await tab.sleep();
    const { trades, sleptMs } = await tradeFor(sleep, trade);
    const woken: Woken[] = [];
    for (const tab of tabs) woken.push(await wakeUp(tab, { due: trades + 1, sleptMs }));
    return { trades, sleptMs, tabs: woken };
  } finally {
    for (const tab of tabs) await tab.close();
  }
}

async function trader(system: System): Promise<() => Promise<void>> {
  const token = await signIn(system, 'trader');
  const place = async () => http(`${system.url}/api/orders/market`, { token, body: ORDER });
  return async () => {
    // A busy machine may be sent away, and its prices may be old for a moment; neither has executed anything.
    const told = await until(
      place,
      ({ headers }) => headers.get('x-error-outcome') !== 'NOT_APPLIED',
    );
    if (told.status !== 200) throw new Error(`no trade: ${told.text}`);
  };
}

async function tradeFor({ sleepMs, everyMs }: Sleep, trade: () => Promise<void>) {
  const begunMs = performance.now();
  const elapsedMs = (): number => Math.round(performance.now() - begunMs);
  let trades = 0;
  while (elapsedMs() < sleepMs) {
    await trade();
    trades += 1;
    const restMs = Math.max(0, Math.min(everyMs, sleepMs - elapsedMs()));
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  return { trades, sleptMs: elapsedMs() };
}

async function wakeUp(
  { how, feed, wake, proof }: SleepingTab,
  { due, sleptMs }: { readonly due: number; readonly sleptMs: number },
): Promise<Woken> {
  const begunMs = performance.now();
  await wake();
  const shown = await until(
    feed,
    ({ seqs }) => seqs.length >= due * EVENTS_PER_ORDER,
    BACK_WITHIN_MS,
  ).catch(feed);
  const awakeAfterMs = Math.round(performance.now() - begunMs);
  const doubt = await proof(sleptMs);
  const faults = [...(doubt === null ? [] : [doubt]), ...faultsIn(shown, due)];
  return { how, awakeAfterMs, filled: shown.filled, faults };
}

/** Every event once, in order, and none of them replaced by a snapshot. */
function faultsIn({ seqs, gaps, filled }: Feed, due: number): string[] {
  const newest = seqs[0] ?? 0;
  const wrong = seqs.filter((seq, index) => seq !== newest - index);
  return [
    ...(filled === due ? [] : [`${filled} fills shown of ${due}`]),
    ...(wrong.length === 0 ? [] : [`out of order or twice: ${wrong.slice(0, 5).join(', ')}`]),
    ...(gaps === '0' ? [] : [`${gaps} events never came`]),
  ];
}
