/** The questions that several parts of the page ask, each under one key so that it is asked once. */
import type { OrderClient } from '@faultline/client';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useDesk } from './desk-context.ts';

type Answer<F extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<F>>;

export type SymbolRow = Answer<OrderClient['symbols']['list']['query']>[number];
export type Position = Answer<OrderClient['positions']['list']['query']>[number];
export type Order = Answer<OrderClient['orders']['list']['query']>['items'][number];
export type Summary = Answer<OrderClient['account']['summary']['query']>;

/** Profit moves with every price: positions are read again this often while there are any. */
const LIVE_MS = 1_000;
const CALM_MS = 10_000;
const FOR_EVER = Number.POSITIVE_INFINITY;

export function useSymbols(): readonly SymbolRow[] {
  const { client } = useDesk();
  const { data } = useQuery({
    queryKey: ['symbols'],
    queryFn: () => client.symbols.list.query({}),
    staleTime: FOR_EVER,
  });
  return data ?? [];
}

/** Digits after the point of a symbol's prices; five until they are known. */
export function useDigits(): (symbol: string) => number {
  const symbols = useSymbols();
  return (name) => symbols.find(({ symbol }) => symbol === name)?.digits ?? 5;
}

export function usePositions(): UseQueryResult<Position[]> {
  const { client, account } = useDesk();
  return useQuery({
    queryKey: ['positions', account?.id],
    queryFn: () => client.positions.list.query(account === null ? {} : { accountId: account.id }),
    enabled: account !== null,
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? LIVE_MS : CALM_MS),
  });
}

export function useSummary(): UseQueryResult<Summary> {
  const { client, account } = useDesk();
  return useQuery({
    queryKey: ['summary', account?.id],
    queryFn: () => client.account.summary.query(account === null ? {} : { accountId: account.id }),
    enabled: account !== null,
    refetchInterval: ({ state }) => ((state.data?.openPositions ?? 0) > 0 ? LIVE_MS : CALM_MS),
  });
}

/** Orders that are not done: waiting, at the provider, in doubt. */
const OPEN = ['PENDING', 'ROUTED', 'PARTIALLY_FILLED', 'IN_DOUBT'] as const;

export function useOpenOrders(): UseQueryResult<Order[]> {
  const { client, account } = useDesk();
  return useQuery({
    queryKey: ['orders', account?.id],
    queryFn: async () => {
      const asked = { status: [...OPEN], limit: 200 };
      const page = await client.orders.list.query(
        account === null ? asked : { ...asked, accountId: account.id },
      );
      return page.items;
    },
    enabled: account !== null,
    refetchInterval: CALM_MS,
  });
}
