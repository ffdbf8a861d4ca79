/** The bindings with React itself: data and typed failures through the cache, the session as state. */
import { QueryClient, useQuery } from '@tanstack/react-query';
import { createElement as h, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createOrderClient } from '../client.ts';
import {
  answer,
  type Behaviour,
  refuse,
  scriptedServer,
  type ScriptedServer,
} from '../testing/scripted-server.ts';
import {
  failure,
  FaultlineProvider,
  queryDefaults,
  useClient,
  useSentences,
  useSession,
  useTRPC,
} from './index.ts';

let server: ScriptedServer;
afterEach(async () => server.close());

const user = { id: 'user_1', username: 'ann', role: 'TRADER' };

/** Renders twice: a first time to ask, a second time with what has come. */
async function rendered(behaviour: Behaviour, Component: () => ReactElement): Promise<string> {
  server = await scriptedServer((asked, response, nth) => {
    if (asked.path !== 'auth.login') return behaviour(asked, response, nth);
    return answer(response, { accessToken: 'a', refreshToken: 'r', expiresInSec: 900, user });
  });
  const client = createOrderClient({ url: server.url });
  await client.session.signIn({ username: 'ann', password: 'secret' });
  const queryClient = new QueryClient({ defaultOptions: queryDefaults });
  const page = h(FaultlineProvider, { client, queryClient }, h(Component));
  renderToString(page);
  await asked(queryClient, client);
  return renderToString(page);
}

/** On a server nobody mounts, so that the cache is asked for directly. */
async function asked(
  queryClient: QueryClient,
  client: ReturnType<typeof createOrderClient>,
): Promise<void> {
  const queryKey = [['positions', 'list'], { input: {}, type: 'query' }];
  const queryFn = async (): Promise<unknown> => client.positions.list.query({});
  await queryClient.fetchQuery({ queryKey, queryFn }).catch(() => undefined);
}

function Positions(): ReactElement {
  const trpc = useTRPC();
  const session = useSession();
  const { data, error } = useQuery({
    ...trpc.positions.list.queryOptions({}),
    retryOnMount: false,
  });
  const failed = error && failure(error);
  expectTypeOf<'ACCOUNT_NOT_FOUND'>().toExtend<NonNullable<typeof failed>['code']>();
  expectTypeOf<'LP_TIMEOUT'>().not.toExtend<NonNullable<typeof failed>['code']>();
  const words = useSentences(failed, 'en');
  return h(
    'p',
    null,
    session.signedIn ? session.user.username : '',
    ' ',
    failed?.code ?? data?.length,
    ' ',
    words?.message,
  );
}

describe('the React bindings', () => {
  it('give data to a component, and who is signed in', async () => {
    const html = await rendered(
      (_, response) => answer(response, [{ id: 1 }, { id: 2 }]),
      Positions,
    );
    expect(html.replaceAll('<!-- -->', '')).toBe('<p>ann 2 </p>');
  });

  it('give a failure narrowed to what the procedure declares, in words', async () => {
    const details = { accountId: 9 };
    const html = await rendered(
      (_, response) => refuse(response, { code: 'ACCOUNT_NOT_FOUND', details, httpStatus: 404 }),
      Positions,
    );
    expect(html.replaceAll('<!-- -->', '')).toBe('<p>ann ACCOUNT_NOT_FOUND ACCOUNT_NOT_FOUND</p>');
  });

  it('say so when there is no provider around them', async () => {
    server = await scriptedServer(() => undefined);
    const Lost = (): ReactElement => h('p', null, useClient().session.state().signedIn);
    expect(() => renderToString(h(Lost))).toThrow('outside of a FaultlineProvider');
  });
});
