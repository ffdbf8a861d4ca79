/** Asks a provider what it has traded with us and compares; once a day for every provider, and whenever somebody asks. */
import type { LpClient } from '@faultline/client';
import { instrumentOf, startOfTradingDay } from '@faultline/domain';
import { decimalOf, FILL_BREAKS_METRIC } from '@faultline/errors';
import type { Logger, Metrics } from '@faultline/service';
import type { Market } from '../market/market.ts';
import { priceOf, unitsOf } from '../market/units.ts';
import type { Store } from '../ports/store.ts';
import { compareFills, type Fill, type FillBreak } from './compare-fills.ts';

export interface ComparisonDeps {
  readonly client: LpClient;
  readonly store: Pick<Store, 'dealsAt'>;
  readonly market: Market;
  readonly log: Logger;
  /** A minute by default. */
  readonly lookEveryMs?: number;
}

export interface Comparison {
  /** False where the provider does not tell its trades. */
  readonly told: boolean;
  readonly ours: number;
  readonly theirs: number;
  readonly breaks: FillBreak[];
}

interface Asked {
  readonly lp: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** How far either list reaches beyond the stretch. */
const BEYOND_MS = 3_600_000;

/** @param context - What goes along with the question. */
export async function comparison(
  { client, store, market }: Pick<ComparisonDeps, 'client' | 'store' | 'market'>,
  { lp, fromMs, toMs }: Asked,
  context: Record<string, unknown> = {},
): Promise<Comparison> {
  const wide = { fromMs: Math.max(0, fromMs - BEYOND_MS), toMs: toMs + BEYOND_MS };
  const answer = await client.execution.trades.query({ lp, ...wide }, { context });
  const { told } = answer;
  if (!told) return { told, ours: 0, theirs: 0, breaks: [] };
  const theirs = answer.trades.map(({ qty, price, ...trade }) => ({
    ...trade,
    qty: decimalOf(qty),
    price: decimalOf(price),
  }));
  const { instruments } = market.reference();
  const deals = await store.dealsAt(lp, wide);
  const ours = deals.flatMap((deal): Fill[] => {
    const { lpExecId: execId, orderId, symbol, volume, price, timeMs: atMs } = deal;
    if (execId === null) return [];
    const instrument = instrumentOf(symbol, instruments);
    const qty = unitsOf(volume, instrument);
    return [{ execId, orderId, symbol, qty, price: priceOf(price, instrument), atMs }];
  });
  const breaks = [...compareFills(ours, theirs, { fromMs, toMs })];
  return { told, ours: ours.length, theirs: theirs.length, breaks };
}

const LOOK_EVERY_MS = 60_000;

/** Compares each trading day once it is over, an hour later: by then every report of it has come. */
class DailyComparison {
  readonly #deps: ComparisonDeps;
  readonly #compared = new Map<string, number>();
  /** By provider: in how many executions we differ. */
  readonly #breaks = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;

  constructor(deps: ComparisonDeps, metrics: Pick<Metrics, 'watch'>) {
    this.#deps = deps;
    const help = 'Executions in which we and a provider differ, by the last comparison.';
    metrics.watch({ name: FILL_BREAKS_METRIC, help }, () =>
      [...this.#breaks.values()].reduce((sum, one) => sum + one, 0),
    );
  }

  start(): void {
    const { lookEveryMs = LOOK_EVERY_MS } = this.#deps;
    this.#timer = setInterval(() => void this.#look(), lookEveryMs);
    this.#timer.unref();
  }

  /** What was found is the next leader's to find: two processes must not both count it. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#compared.clear();
    this.#breaks.clear();
  }

  /** Compares what is due. What cannot be compared now is tried again with the next look. */
  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const { client, market, log } = this.#deps;
    const toMs = startOfTradingDay(market.now() - BEYOND_MS);
    try {
      for (const { id, connected } of (await client.lp.status.query({})).lps) {
        if (connected && this.#compared.get(id) !== toMs) await this.#surely(id, toMs);
      }
    } catch (error) {
      log.warn({ err: error }, 'fills not compared');
    } finally {
      this.#looking = false;
    }
  }

  /** A provider that cannot say keeps no other one from being compared. */
  async #surely(lp: string, toMs: number): Promise<void> {
    try {
      await this.#compare(lp, toMs);
    } catch (error) {
      this.#deps.log.warn({ lp, err: error }, 'fills not compared');
    }
  }

  async #compare(lp: string, toMs: number): Promise<void> {
    const { log } = this.#deps;
    // The day that ends on a Monday began on the Friday before.
    const fromMs = startOfTradingDay(toMs - 1);
    const found = await comparison(this.#deps, { lp, fromMs, toMs });
    const { told, ours, theirs, breaks } = found;
    if (this.#timer === undefined) return;
    this.#compared.set(lp, toMs);
    this.#breaks.set(lp, breaks.length);
    log.info({ lp, told, ours, theirs, breaks: breaks.length }, 'fills compared');
    for (const { kind, execId, ours: mine, theirs: other } of breaks) {
      const orderId = mine?.orderId ?? other?.orderId ?? null;
      log.error({ lp, kind, execId, orderId }, 'a fill differs from the provider’s');
    }
  }
}

export interface FillComparison {
  readonly compare: (asked: Asked, context?: Record<string, unknown>) => Promise<Comparison>;
  readonly daily: DailyComparison;
}

export const openComparison = (
  deps: ComparisonDeps,
  metrics: Pick<Metrics, 'watch'>,
): FillComparison => ({
  compare: async (asked, context) => comparison(deps, asked, context),
  daily: new DailyComparison(deps, metrics),
});
