/** What the signed-in page works with: the typed client, who is signed in, and the account that is shown. */
import type { OrderClient } from '@faultline/client';
import { createContext, use } from 'react';

type Me = Awaited<ReturnType<OrderClient['auth']['me']['query']>>;

export interface Desk {
  readonly client: OrderClient;
  readonly me: Me;
  readonly account: Me['accounts'][number] | null;
  readonly chooseAccount: (id: number) => void;
  readonly signOut: () => void;
}

export const DeskContext = createContext<Desk | null>(null);

/** @throws When asked for before the sign-in: a mistake of the page. */
export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error('no desk before the sign-in');
  return desk;
}
