/** `lp.status`: the providers, and whether they can take an order now. */
import type { Handlers, LpContract } from '@faultline/contract';
import type { Provider } from '../config/providers.ts';

type StatusHandler = Handlers<LpContract>['lp']['status'];

export interface LpStatusDeps {
  readonly providers: readonly Provider[];
  readonly connected: (lp: string) => boolean;
  /** Epoch milliseconds. */
  readonly lastConnected: (lp: string) => number | null;
  readonly lastQuoteTime: (lp: string) => number | null;
}

export const lpStatus =
  ({ providers, connected, lastConnected, lastQuoteTime }: LpStatusDeps): StatusHandler =>
  async () => ({
    lps: providers.map(({ id, name, enabled, orders, quotes }) => ({
      id,
      name,
      enabled,
      connected: connected(id),
      lastConnected: lastConnected(id),
      lastQuoteTime: lastQuoteTime(id),
      sessions: [orders.id, quotes.id],
    })),
  });
