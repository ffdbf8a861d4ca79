/** `lp.status`: the providers, and whether they can take an order now. */
import type { Handlers, LpContract } from '@faultline/contract';
import type { BreakerState } from '../ports/breaker.ts';
import type { Health } from './health.ts';
import type { Providers } from './provider.ts';

type StatusHandler = Handlers<LpContract>['lp']['status'];

export interface LpStatusDeps {
  readonly providers: Providers;
  readonly connected: (lp: string) => boolean;
  /** Epoch milliseconds. */
  readonly lastConnected: (lp: string) => number | null;
  readonly lastQuoteTime: (lp: string) => number | null;
  readonly breaker: (lp: string) => BreakerState;
  readonly health: (lp: string) => Health;
}

export const lpStatus =
  ({ providers, ...of }: LpStatusDeps): StatusHandler =>
  async () => ({
    lps: providers.all.map(({ id, name, enabled, orders, quotes }) => ({
      id,
      name,
      enabled,
      connected: of.connected(id),
      lastConnected: of.lastConnected(id),
      lastQuoteTime: of.lastQuoteTime(id),
      breaker: of.breaker(id),
      health: of.health(id),
      sessions: [orders.id, quotes.id],
    })),
  });
