/** The client and its cache for the components below: tRPC's own context for TanStack Query, with our client behind it. */
import type { OrderRouter } from '@faultline/contract';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import { createTRPCContext } from '@trpc/tanstack-react-query';
import { createContext, createElement, type ReactElement, type ReactNode, useContext } from 'react';
import type { OrderClient } from '../client.ts';

const trpc = createTRPCContext<OrderRouter>();
const Client = createContext<OrderClient | null>(null);

/** `useTRPC().orders.list.queryOptions(…)` for `useQuery`, `.mutationOptions()` for `useMutation`, and so on. */
export const useTRPC = trpc.useTRPC;

export interface FaultlineProps {
  readonly client: OrderClient;
  readonly queryClient: QueryClient;
  readonly children?: ReactNode;
}

export function FaultlineProvider({ client, queryClient, children }: FaultlineProps): ReactElement {
  const trpcClient = client as unknown as TRPCClient<OrderRouter>;
  return createElement(
    Client.Provider,
    { value: client },
    createElement(
      QueryClientProvider,
      { client: queryClient },
      createElement(trpc.TRPCProvider, { trpcClient, queryClient, children }),
    ),
  );
}

/** The client itself: for `session`, `orders.resolve`, and calls outside the cache. */
export function useClient(): OrderClient {
  const client = useContext(Client);
  if (client === null) throw new Error('useClient stands outside of a FaultlineProvider');
  return client;
}
