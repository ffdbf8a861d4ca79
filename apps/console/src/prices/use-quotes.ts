/** The price stream as a board that is always the newest, and how its line does: without one no price is live. */
import type { LineState } from '@faultline/client';
import { useEffect, useState } from 'react';
import { pageNowMs } from '../adapters/clock.ts';
import { useDesk } from '../api/desk-context.ts';
import { NO_QUOTES, withQuotes, type Quotes } from './quotes.ts';

export interface PriceLine {
  readonly state: LineState;
  readonly quotes: Quotes;
}

export function useQuotes(): PriceLine {
  const { client, account } = useDesk();
  const [line, setLine] = useState<PriceLine>({ state: 'connecting', quotes: NO_QUOTES });
  const wanted = account !== null;
  useEffect(() => {
    if (!wanted) return undefined;
    const open = client.quotes.follow(
      {},
      {
        onEvent: ({ quotes }) =>
          setLine((now) => ({ ...now, quotes: withQuotes(now.quotes, quotes, pageNowMs()) })),
        onHealth: ({ state }) =>
          setLine((now) => ({
            state,
            quotes: state === 'live' ? now.quotes : withoutTrust(now.quotes),
          })),
      },
    );
    return open.close;
  }, [client, wanted]);
  return line;
}

/** Prices of a line that is down: as they were, and nothing to trade on. */
function withoutTrust(board: Quotes): Quotes {
  return new Map(
    [...board].map(([symbol, quote]) => [
      symbol,
      quote.state === 'LIVE' ? { ...quote, state: 'STALE' as const } : quote,
    ]),
  );
}
