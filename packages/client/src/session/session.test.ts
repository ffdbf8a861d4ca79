/** Signing in, staying signed in, and hearing once that it is over. */
import { afterEach, describe, expect, it } from 'vitest';
import { createOrderClient, type OrderClient } from '../client.ts';
import { safe } from '../safe.ts';
import {
  answer,
  type Asked,
  type Behaviour,
  refuse,
  scriptedServer,
  type ScriptedServer,
} from '../testing/scripted-server.ts';
import type { SessionState } from './session.ts';

let server: ScriptedServer;
afterEach(async () => server.close());

const user = { id: 'user_1', username: 'ann', role: 'TRADER' };
const login = { username: 'ann', password: 'secret' };
const expired = {
  code: 'AUTH_EXPIRED',
  details: { expiredAt: '2026-01-01T00:00:00Z' },
  httpStatus: 401,
};

const tokenOf = ({ headers }: Asked): string =>
  (headers.authorization ?? '').replace('Bearer ', '');
const askedFor = (path: string): Asked[] => server.asked.filter((one) => one.path === path);

/** Gives out `access-1`, `access-2`, …; each is good as long as `isGood` says so. */
function issuer(isGood: (token: string) => boolean, lifeSec = 900, refresh?: Behaviour): Behaviour {
  let issued = 0;
  return (asked, response, nth) => {
    if (asked.path === 'auth.refresh' && refresh) return refresh(asked, response, nth);
    if (asked.path === 'auth.login' || asked.path === 'auth.refresh') {
      issued += 1;
      const tokens = { accessToken: `access-${issued}`, refreshToken: `refresh-${issued}` };
      return answer(response, { ...tokens, expiresInSec: lifeSec, user });
    }
    return isGood(tokenOf(asked)) ? answer(response, []) : refuse(response, expired);
  };
}

async function signedIn(behaviour: Behaviour, store?: Storage | Map<string, string>) {
  server = await scriptedServer(behaviour);
  const client = createOrderClient({
    url: server.url,
    ...(store ? { store: storeOf(store) } : {}),
  });
  const states: SessionState[] = [];
  client.session.onChange((state) => states.push(state));
  await client.session.signIn(login);
  return { client, states };
}

const storeOf = (map: Storage | Map<string, string>) =>
  map instanceof Map
    ? {
        getItem: (name: string) => map.get(name) ?? null,
        setItem: (name: string, value: string) => void map.set(name, value),
        removeItem: (name: string) => void map.delete(name),
      }
    : map;

const twenty = async (client: OrderClient) =>
  Promise.all(Array.from({ length: 20 }, async () => safe(client.positions.list.query({}))));

describe('a session', () => {
  it('renews its token once for twenty calls that are refused at the same time', async () => {
    const { client, states } = await signedIn(issuer((token) => token === 'access-2'));
    const answers = await twenty(client);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    expect(askedFor('auth.refresh').map(({ input }) => input)).toMatchObject([
      { refreshToken: 'refresh-1' },
    ]);
    expect(states).toMatchObject([{ signedIn: true, user }]);
  });

  it('renews it before it ends, without letting a call wait or fail', async () => {
    const { client } = await signedIn(issuer(() => true, 2));
    await new Promise((resolve) => setTimeout(resolve, 650));
    // Less than a fifth is left only after 1.6 s.
    await client.positions.list.query({});
    expect(askedFor('auth.refresh')).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 1_400));
    await client.positions.list.query({});
    expect(askedFor('auth.refresh')).toHaveLength(1);
    expect(askedFor('positions.list').map(tokenOf)).toEqual(['access-1', 'access-2']);
  });

  it('is over with one typed error and one piece of news when it cannot be renewed', async () => {
    const reused = { code: 'AUTH_INVALID', details: { reason: 'REFRESH_REUSED' }, httpStatus: 401 };
    const { client, states } = await signedIn(
      issuer(
        () => false,
        900,
        (_, response) => refuse(response, reused),
      ),
    );
    const answers = await twenty(client);
    expect(answers.map((told) => (told.ok ? 'ok' : told.error.code))).toEqual(
      Array.from({ length: 20 }, () => 'AUTH_INVALID'),
    );
    expect(askedFor('auth.refresh')).toHaveLength(1);
    expect(states.slice(1)).toMatchObject([
      { signedIn: false, failure: { code: 'AUTH_INVALID', details: { reason: 'REFRESH_REUSED' } } },
    ]);
    expect(client.session.state()).toBe(states[1]);
  });

  it('answers with AUTH_INVALID, which every call declares, when the user has been disabled', async () => {
    const disabled = {
      code: 'ACCOUNT_DISABLED',
      details: { reason: 'User disabled' },
      httpStatus: 403,
    };
    const { client, states } = await signedIn(
      issuer(
        () => false,
        900,
        (_, response) => refuse(response, disabled),
      ),
    );
    const told = await safe(client.positions.list.query({}));
    expect(told).toMatchObject({ error: { code: 'AUTH_INVALID', outcome: 'NOT_APPLIED' } });
    expect(states[1]).toMatchObject({ signedIn: false, failure: { code: 'ACCOUNT_DISABLED' } });
  });

  it('goes on when only the line failed: nobody is signed out by a tunnel', async () => {
    let isDown = true;
    const behaviour = issuer((token) => token !== 'access-1');
    const { client, states } = await signedIn((asked, response, nth) => {
      if (isDown && asked.path === 'auth.refresh') return response.destroy();
      return behaviour(asked, response, nth);
    });
    const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 } as const;
    const placed = await safe(client.orders.placeMarket.mutate(order));
    // Refused for its token, so certainly not executed, whatever became of the renewal.
    expect(placed).toMatchObject({ error: { code: 'NETWORK_ERROR', outcome: 'NOT_APPLIED' } });
    expect(client.session.state()).toMatchObject({ signedIn: true });
    isDown = false;
    expect(await safe(client.positions.list.query({}))).toMatchObject({ ok: true });
    expect(states).toHaveLength(1);
  });

  it('asks again under the same key when the answer to a renewal was lost, also after a reload', async () => {
    const kept = new Map<string, string>();
    const behaviour = issuer((token) => token !== 'access-1');
    let lost = 0;
    const { client, states } = await signedIn((asked, response, nth) => {
      if (asked.path !== 'auth.refresh' || lost === 2) return behaviour(asked, response, nth);
      lost += 1;
      return response.destroy();
    }, kept);
    expect(await safe(client.positions.list.query({}))).toMatchObject({ ok: false });
    expect(await safe(client.positions.list.query({}))).toMatchObject({ ok: false });
    const reloaded = createOrderClient({ url: server.url, store: storeOf(kept) });
    expect(await safe(reloaded.positions.list.query({}))).toMatchObject({ ok: true });
    const asked = askedFor('auth.refresh').map(({ input }) => input);
    expect(asked).toHaveLength(3);
    expect(new Set(asked.map((input) => JSON.stringify(input))).size).toBe(1);
    expect(String(asked[0]?.['idempotencyKey'])).toMatch(/^[0-9a-f]{32}$/);
    expect(JSON.stringify([...kept.values()])).not.toContain('renewalKey');
    expect(states).toHaveLength(1);
  });

  it('renews under another key the next time', async () => {
    const { client } = await signedIn(issuer((token) => token === 'access-3'));
    await client.positions.list.query({}).catch(() => undefined);
    await client.positions.list.query({});
    const keys = askedFor('auth.refresh').map(({ input }) => input['idempotencyKey']);
    expect(new Set(keys).size).toBe(2);
  });

  it('that another tab has ended, or begun as somebody else, is so here before the next renewal', async () => {
    const kept = new Map<string, string>();
    const { client, states } = await signedIn(
      issuer((token) => token !== 'access-1'),
      kept,
    );
    const [[name, text] = ['', '']] = kept;
    const ben = { ...user, id: 'user_2', username: 'ben' };
    const other = { ...(JSON.parse(text) as object), user: ben, accessToken: 'access-9' };
    kept.set(name, JSON.stringify(other));
    await client.positions.list.query({});
    expect(askedFor('auth.refresh')).toEqual([]);
    expect(askedFor('positions.list').map(tokenOf)).toEqual(['access-1', 'access-9']);
    expect(states.at(-1)).toEqual({ signedIn: true, user: ben });
  });

  it('is forgotten on both sides when the user signs out', async () => {
    const { client, states } = await signedIn(issuer(() => true));
    await client.session.signOut({});
    expect(states[1]).toEqual({ signedIn: false, failure: null });
    await client.positions.list.query({});
    expect(askedFor('positions.list').map(tokenOf)).toEqual(['']);
  });

  it('outlives the page in the store that it is given, and only there', async () => {
    const kept = new Map<string, string>();
    await signedIn(
      issuer(() => true),
      kept,
    );
    const next = createOrderClient({ url: server.url, store: storeOf(kept) });
    expect(next.session.state()).toEqual({ signedIn: true, user });
    await next.session.signOut({});
    expect(kept.size).toBe(0);
  });
});

describe('a token of somebody else’s', () => {
  it('is asked for again once when the server refuses it', async () => {
    server = await scriptedServer(issuer((token) => token === 'new'));
    let token = 'old';
    const client = createOrderClient({
      url: server.url,
      token: (again) => {
        if (again) token = 'new';
        return token;
      },
    });
    expect(await safe(client.positions.list.query({}))).toMatchObject({ ok: true });
    expect(server.asked.map(tokenOf)).toEqual(['old', 'new']);
  });
});
