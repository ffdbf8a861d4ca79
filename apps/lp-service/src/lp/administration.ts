/** `lp.list`, `get`, `put`, `setEnabled`, `mapSymbols`: the configuration of providers, and who changed it. */
import { isDeepStrictEqual } from 'node:util';
import type { Handlers, LpContract } from '@faultline/contract';
import { isPositive } from '../decimals.ts';
import type { FixLine, FixLines } from '../ports/fix-line.ts';
import type { OrderBook } from '../ports/order-book.ts';
import type { Provider, Providers } from './provider.ts';
import { providerOf, symbolsOf, viewOf } from './views.ts';

type LpHandlers = Handlers<LpContract>['lp'];
type Call = Parameters<LpHandlers['put']>[1];

export interface LpAdministrationDeps {
  readonly providers: Providers;
  readonly book: OrderBook;
  readonly lines: FixLines & { readonly open: (provider: Provider) => unknown };
  /** Why a provider may not be there; `null` when it may. */
  readonly addressFault: (address: NonNullable<Provider['address']>) => string | null;
  /** After every change. */
  readonly onConfigured: (lp: string) => void;
  readonly now: () => number;
}

interface Act {
  readonly actor: string;
  readonly reason: string;
}

export function lpAdministration(deps: LpAdministrationDeps): Omit<LpHandlers, 'status'> {
  const { providers } = deps;
  return {
    list: async () => providers.all.map(viewOf),
    get: async ({ lp }, call) => {
      const provider = providers.find(lp);
      if (provider === null) throw call.fail('LP_NOT_FOUND', { lp });
      return viewOf(provider);
    },
    put: async (input, call) => {
      const provider = providerOf(input, providers.find(input.id));
      const fault = faultOf(provider, deps);
      if (fault !== null) throw call.fail('INVALID_REQUEST', { reason: fault });
      const before = providers.find(provider.id);
      const isRewired = before === null || !isDeepStrictEqual(wiringOf(before), wiringOf(provider));
      if (isRewired) refuseWhileUp(provider.id, deps, call);
      await keep(provider, input, { action: 'lp.put', requestId: call.requestId, deps });
      if (isRewired) deps.lines.open(provider);
      if (before === null && provider.enabled) connectAll(deps.lines, provider.id);
      return viewOf(provider);
    },
    setEnabled: async (input, call) => {
      const provider = providers.find(input.lp);
      if (provider === null) throw call.fail('LP_NOT_FOUND', { lp: input.lp });
      const changed = { ...provider, enabled: input.enabled };
      await keep(changed, input, { action: 'lp.setEnabled', requestId: call.requestId, deps });
      return viewOf(changed);
    },
    mapSymbols: async (input, call) => {
      const provider = providers.find(input.lp);
      if (provider === null) throw call.fail('LP_NOT_FOUND', { lp: input.lp });
      const changed = { ...provider, symbols: symbolsOf(input.symbols) };
      const fault = faultOf(changed, deps);
      if (fault !== null) throw call.fail('INVALID_REQUEST', { reason: fault });
      await keep(changed, input, { action: 'lp.mapSymbols', requestId: call.requestId, deps });
      return viewOf(changed);
    },
  };
}

interface Circumstances {
  readonly action: string;
  readonly requestId: string;
  readonly deps: LpAdministrationDeps;
}

/** Configuration and the record of who changed it are one commit. */
async function keep(
  provider: Provider,
  { actor, reason }: Act,
  { action, requestId, deps: { providers, book, onConfigured, now } }: Circumstances,
): Promise<void> {
  const atMs = now();
  const before = providers.find(provider.id);
  const target = provider.id;
  const entry = { actor, reason, action, target, requestId, before, after: provider };
  await book.commit([
    { kind: 'configured', provider, atMs },
    { kind: 'audited', entry, atMs },
  ]);
  providers.put(provider);
  onConfigured(provider.id);
}

/** Why a provider cannot be configured so; `null` when it can. */
export function faultOf(
  provider: Provider,
  deps: Pick<LpAdministrationDeps, 'providers' | 'addressFault'>,
): string | null {
  const { id, address, orders, quotes, symbols } = provider;
  const others = deps.providers.all.filter((one) => one.id !== id);
  const taken = new Set(others.flatMap((one) => [one.orders.id, one.quotes.id]));
  const shared = [orders.id, quotes.id].find((one) => taken.has(one));
  if (shared !== undefined) return `the session ${shared} is another provider’s`;
  if (orders.id === quotes.id) return 'orders and quotes need a session each';
  const worthless = [...symbols.values()].find(({ volumeFactor }) => !isPositive(volumeFactor));
  if (worthless !== undefined) return `the volume factor of ${worthless.symbol} must be > 0`;
  return address === null ? null : deps.addressFault(address);
}

/** What a session is opened with. */
const wiringOf = ({ address, orders, quotes, dialect }: Provider) => [
  address,
  orders,
  quotes,
  dialect,
];

const linesOf = (lines: FixLines, lp: string): FixLine[] =>
  lines.all.filter((line) => line.lp === lp);

function refuseWhileUp(lp: string, { lines }: LpAdministrationDeps, { fail }: Pick<Call, 'fail'>) {
  const up = linesOf(lines, lp).find((line) => line.info().status !== 'STOPPED');
  if (up === undefined) return;
  const { status } = up.info();
  throw fail('FIX_SESSION_STATE', { sessionId: up.id, status, allowed: ['disconnect'] });
}

function connectAll(lines: FixLines, lp: string): void {
  for (const line of linesOf(lines, lp)) line.connect();
}
