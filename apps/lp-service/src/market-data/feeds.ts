/** `marketData.subscribe`, `unsubscribe`, `feeds`, `stream`: which symbols are quoted, by whom, and who is best. */
import type { Handlers, LpContract } from '@faultline/contract';
import { compare } from '../decimals.ts';
import type { Providers } from '../lp/provider.ts';
import type { FixLines, QuoteLine } from '../ports/fix-line.ts';
import type { Board } from './board.ts';

type MarketDataHandlers = Handlers<LpContract>['marketData'];
type Feed = Awaited<ReturnType<MarketDataHandlers['feeds']>>[number];
type SubscribeInput = Parameters<MarketDataHandlers['subscribe']>[0];
type SubscribeCall = Parameters<MarketDataHandlers['subscribe']>[1];

export interface FeedsDeps {
  readonly providers: Providers;
  readonly lines: FixLines;
  readonly board: Board;
  /** When the provider was last logged on, ISO 8601. */
  readonly lastConnected: (lp: string) => string | null;
  readonly now: () => number;
}

/** A quote is too old to be called live. */
const STALE_MS = 10_000;
/** Changes within this time are told together. */
const TOGETHER_MS = 100;

export function feeds(deps: FeedsDeps): Omit<MarketDataHandlers, 'changes'> {
  const act = (input: SubscribeInput, call: SubscribeCall, one: OneSymbol) => {
    const line = quoteLineOf(input, call, deps);
    return { mdReqIds: input.symbols.flatMap((symbol) => one(line, symbol) ?? []) };
  };
  return {
    subscribe: async (input, call) => act(input, call, (line, symbol) => line.subscribe(symbol)),
    unsubscribe: async (input, call) =>
      act(input, call, (line, symbol) => {
        deps.board.forget(input.lp, symbol);
        return line.unsubscribe(symbol);
      }),
    feeds: async ({ symbols }) => feedsNow(deps, symbols),
    stream: async ({ symbols }, { signal }) => follow(deps, symbols, signal),
  };
}

type OneSymbol = (line: QuoteLine, symbol: string) => string | null;

function quoteLineOf(
  { lp, symbols }: SubscribeInput,
  { fail }: Pick<SubscribeCall, 'fail'>,
  { providers, lines, lastConnected }: FeedsDeps,
): QuoteLine {
  const provider = providers.find(lp);
  const line = lines.quotesOf(lp);
  if (provider === null || line === null) throw fail('LP_NOT_FOUND', { lp });
  const unknown = symbols.find((symbol) => !provider.symbols.has(symbol));
  if (unknown !== undefined) {
    const availableSymbols = [...provider.symbols.keys()].slice(0, 20);
    throw fail('INVALID_SYMBOL', { symbol: unknown, availableSymbols, reason: 'UNKNOWN' });
  }
  if (line.info().status === 'LOGGED_ON') return line;
  throw fail('LP_NOT_CONNECTED', { lp, lastConnected: lastConnected(lp) });
}

async function* follow(
  deps: FeedsDeps,
  symbols: readonly string[] | undefined,
  signal: AbortSignal,
): AsyncGenerator<Feed[]> {
  let seen = new Map<string, string>();
  while (!signal.aborted) {
    const all = feedsNow(deps, symbols);
    const told = new Map(all.map((feed) => [`${feed.lp} ${feed.symbol}`, fingerprint(feed)]));
    const changed = all.filter(
      (feed) => seen.get(`${feed.lp} ${feed.symbol}`) !== fingerprint(feed),
    );
    seen = told;
    if (changed.length > 0) yield changed;
    // A quote also changes by growing old, which rings no bell.
    await deps.board.bell.wait(AbortSignal.any([signal, AbortSignal.timeout(STALE_MS / 10)]));
    await new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
  }
}

const fingerprint = (feed: Feed): string =>
  JSON.stringify(feed, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );

function feedsNow(deps: FeedsDeps, symbols: readonly string[] | undefined): Feed[] {
  const all = deps.providers.all.flatMap(({ id: lp, symbols: mapped }) =>
    [...mapped.keys()]
      .filter((symbol) => symbols === undefined || symbols.includes(symbol))
      .map((symbol) => feedOf({ lp, symbol }, deps)),
  );
  return all.map((feed) => ({
    ...feed,
    isBestBid: isBest(feed, all, (one, other) => compareOf(one.bid, other.bid)),
    isBestAsk: isBest(feed, all, (one, other) => compareOf(other.ask, one.ask)),
  }));
}

interface Place {
  readonly lp: string;
  readonly symbol: string;
}

function feedOf({ lp, symbol }: Place, { lines, board, now }: FeedsDeps): Feed {
  const line = lines.quotesOf(lp);
  const quote = board.quoteOf(lp, symbol);
  const isUp = line?.info().status === 'LOGGED_ON' && !line.isUnwanted(symbol);
  return {
    lp,
    symbol,
    state: stateOf(quote?.receivedAtMs ?? null, { isUp, nowMs: now() }),
    bid: quote?.bid ?? null,
    ask: quote?.ask ?? null,
    receivedAtMs: quote?.receivedAtMs ?? null,
    feedError: line?.feedErrors().get(symbol) ?? null,
    isBestBid: false,
    isBestAsk: false,
  };
}

function stateOf(
  receivedAtMs: number | null,
  { isUp, nowMs }: { readonly isUp: boolean; readonly nowMs: number },
): Feed['state'] {
  if (!isUp) return 'HALTED';
  if (receivedAtMs === null) return 'WAITING';
  return nowMs - receivedAtMs > STALE_MS ? 'STALE' : 'LIVE';
}

/** Nobody among the live ones is better. */
const isBest = (feed: Feed, all: readonly Feed[], order: (a: Feed, b: Feed) => number): boolean =>
  feed.state === 'LIVE' &&
  all
    .filter(({ symbol, state }) => symbol === feed.symbol && state === 'LIVE')
    .every((other) => order(feed, other) >= 0);

const compareOf = (a: Feed['bid'], b: Feed['bid']): number =>
  a === null || b === null ? 0 : compare(a, b);
