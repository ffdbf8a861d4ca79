/** Keeps the price board as fresh as the LP service's answers. */
import type { LpClient } from '@faultline/client';
import { decimalOf, rescaled } from '@faultline/errors';
import type { Logger } from '@faultline/service';
import type { Market } from '../../market/market.ts';
import { pollForever } from './poll.ts';

export interface FeedDeps {
  readonly client: LpClient;
  readonly market: Market;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Called after the first answer: from then on the board knows something. */
  readonly onFirst: () => void;
}

const WAIT_MS = 5_000;

type Changes = Awaited<ReturnType<LpClient['marketData']['changes']['query']>>;

export async function feedPrices({
  client,
  market,
  log,
  signal,
  onFirst,
}: FeedDeps): Promise<void> {
  let epoch: string | undefined;
  let version = 0;
  await pollForever({
    signal,
    ask: async () => {
      const known = epoch === undefined ? {} : { epoch };
      const asked = { ...known, afterVersion: version, waitMs: WAIT_MS };
      const changes = await client.marketData.changes.query(asked, { signal });
      show(changes, market);
      if (epoch === undefined) onFirst();
      ({ epoch, version } = changes);
    },
    onFailure: (error, first) => {
      market.board.disconnected();
      if (first) log.warn({ err: error }, 'price feed interrupted');
    },
  });
}

/** A price with more digits than its symbol has is no price of ours: it is left out, and the old one grows stale. */
function show({ quotes, lps }: Changes, { board, reference }: Market): void {
  const { instruments } = reference();
  for (const { symbol, lp, receivedAtMs, ...wire } of quotes) {
    const instrument = instruments.get(symbol);
    if (instrument === undefined) continue;
    const bid = rescaled(decimalOf(wire.bid), instrument.digits);
    const ask = rescaled(decimalOf(wire.ask), instrument.digits);
    if (bid !== null && ask !== null) board.quote({ symbol, lp, bid, ask, receivedAtMs });
  }
  // Only what has changed is told: a provider that is not named is as it was.
  for (const { id: lp, connected, lastConnected } of lps) {
    const lastConnectedMs = lastConnected === null ? null : Date.parse(lastConnected);
    board.venue({ lp, connected, lastConnectedMs });
  }
}
