/** A desk with its doors open: the real HTTP server in front of it, people with real tokens, and nothing of the LP service. */
import type { AddressInfo } from 'node:net';
import { createLpClient, createOrderClient, type OrderClient } from '@faultline/client';
import type { Handlers, OrderContract } from '@faultline/contract';
import { createLogger, DEFAULT_ERROR_SETTINGS as errors } from '@faultline/service';
import { userAuthenticator } from '../adapters/auth/authenticate.ts';
import { loadSigningKey } from '../adapters/auth/keys.ts';
import { createTokens } from '../adapters/auth/tokens.ts';
import { openDoors } from '../adapters/doors.ts';
import { lpAdmin } from '../admin/lp-admin.ts';
import { authHandlers } from '../auth/auth.ts';
import { explainErrors } from '../errors/errors.ts';
import { openDesk } from './desk.ts';

export type ServiceDesk = Awaited<ReturnType<typeof openServiceDesk>>;

/** People of the demo, whose password is their name and `-demo`. */
export type Person = 'trader' | 'trader2' | 'support' | 'admin';

/** A port that nobody listens on. */
const NO_LP = 'http://127.0.0.1:9';

const log = createLogger('service-desk', { level: 'silent' });

export async function openServiceDesk() {
  const desk = await openDesk();
  const { store, clock } = desk;
  const key = await loadSigningKey(desk.directory);
  const tokens = createTokens(key, Date.now);
  const handlers: Handlers<OrderContract> = {
    ...desk.handlers,
    auth: authHandlers({
      store,
      passwords: { verify: async (password, hash) => password === hash },
      tokens,
      tokenTtlSec: { REST: 3_600, TRPC: 900 },
    }),
    errors: explainErrors({ errors, now: () => clock.nowMs }),
    admin: lpAdmin(createLpClient({ url: NO_LP })),
  };
  const authenticate = userAuthenticator(tokens, store);
  const server = openDoors({ handlers, authenticate, log, errors, publicKeys: () => [] });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    ...desk,
    server,
    url,
    handlers,
    tokens,
    signIn: async (who: Person): Promise<string> => signedIn(url, who),
    clientOf: (token: string | null): OrderClient => createOrderClient({ url, token: () => token }),
    close: async () => {
      await server.close();
      await desk.close();
    },
  };
}

async function signedIn(url: string, username: Person): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: `${username}-demo` }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`${username} cannot sign in`);
  return token;
}
