/** A page over the packed client and its React bindings: positions that stay true, and one button. Built by Vite. */
import { createOrderClient, match } from '@faultline/client';
import {
  failure,
  FaultlineProvider,
  queryDefaults,
  useAccountEvents,
  useClient,
  useSentences,
  useSession,
  useTRPC,
} from '@faultline/client/react';
import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createElement as h, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';

const client = createOrderClient({ url: '', store: sessionStorage });
const queryClient = new QueryClient({ defaultOptions: queryDefaults });

function SignIn(): ReactElement {
  const { session } = useClient();
  const login = useMutation({
    mutationFn: async (who: Parameters<typeof session.signIn>[0]) => session.signIn(who),
  });
  const onClick = (): void => login.mutate({ username: 'trader', password: 'trader-demo' });
  return h('button', { onClick }, login.error ? failure(login.error).message : 'Sign in');
}

function Desk(): ReactElement {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const positions = useQuery(trpc.positions.list.queryOptions({}));
  const place = useMutation(trpc.orders.placeMarket.mutationOptions());
  const health = useAccountEvents(
    {},
    { onEvent: () => void cache.invalidateQueries(trpc.positions.list.queryFilter()) },
  );
  const failed = place.error ? failure(place.error) : null;
  const words = useSentences(failed, navigator.language);
  const most =
    failed && match(failed, { MARGIN_INSUFFICIENT: (e) => e.details.maxVolume, _: () => null });
  const onClick = (): void => place.mutate({ symbol: 'EURUSD', side: 'BUY', volume: most ?? 0.1 });
  return h(
    'main',
    null,
    h('p', { id: 'line' }, health?.state ?? 'closed'),
    h('button', { onClick, disabled: place.isPending }, most === null ? 'Buy' : `Buy ${most}`),
    h('p', { role: 'alert' }, words?.detail),
    h(
      'ul',
      null,
      positions.data?.map(({ id, symbol, volume }) => h('li', { key: id }, `${symbol} ${volume}`)),
    ),
  );
}

const Page = (): ReactElement => h(useSession().signedIn ? Desk : SignIn);

const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(h(FaultlineProvider, { client, queryClient }, h(Page)));
}
