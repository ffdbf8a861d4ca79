/** A desk with its doors open: the real HTTP server in front of it, people with real tokens, and nothing of the LP service. */
import type { AddressInfo } from 'node:net';
import { createLpClient, createOrderClient, type OrderClient } from '@faultline/client';
import type { Implementation, OrderContract } from '@faultline/contract';
import { createLogger, DEFAULT_ERROR_SETTINGS as errors } from '@faultline/service';
import { keyFile } from '../adapters/auth/key-file.ts';
import { createMemoryThrottle } from '../adapters/auth/memory-throttle.ts';
import { openAuth } from '../adapters/auth/open-auth.ts';
import { openDoors } from '../adapters/doors.ts';
import { adminProviders } from '../admin/providers/providers.ts';
import type { Passwords } from '../auth/deps.ts';
import { allGates, freshSignInGate } from '../auth/fresh-sign-in.ts';
import { brokerDesk } from '../broker-desk.ts';
import { comparison } from '../compare-fills/fill-comparison.ts';
import { errorHandlers } from '../errors/errors.ts';
import { maintenanceGate } from '../maintenance/gate.ts';
import { openDesk } from './desk.ts';

export type ServiceDesk = Awaited<ReturnType<typeof openServiceDesk>>;

/** People of the demo, whose password is their name and `-demo`. */
export type Person = 'trader' | 'trader2' | 'support' | 'admin';

/** A port that nobody listens on. */
const NO_LP = 'http://127.0.0.1:9';

/** The desk's people have their password for a hash. */
const passwords: Passwords = {
  hash: async (password) => password,
  verify: async (password, hash) => password === hash,
  isOutdated: () => false,
};

const log = createLogger('service-desk', { level: 'silent' });

export async function openServiceDesk() {
  const desk = await openDesk();
  const { store, clock } = desk;
  const auth = await openAuth({
    store,
    keys: keyFile(desk.database.address),
    now: () => clock.nowMs,
    log,
    passwords,
    throttle: createMemoryThrottle(() => clock.nowMs),
    tokenTtlSec: { REST: 86_400, TRPC: 900 },
    refreshTtlSec: 86_400,
  });
  const client = createLpClient({ url: NO_LP });
  const handlers: Implementation<OrderContract> = {
    ...desk.handlers,
    auth: auth.handlers,
    errors: errorHandlers({ errors, journals: {}, now: () => clock.nowMs }),
    admin: {
      ...adminProviders({
        client,
        store,
        now: () => clock.nowMs,
        compareFills: async (stretch, context) =>
          comparison({ client, store, market: desk.market }, stretch, context),
      }),
      ...brokerDesk({ ...desk.commands, passwords }),
    },
  };
  const { authenticate, jwks } = auth;
  const gate = allGates(
    freshSignInGate({ maxAgeMs: 300_000, now: () => clock.nowMs }),
    maintenanceGate(store.reference),
  );
  const server = openDoors({ handlers, gate, authenticate, log, errors, jwks, consoleDir: null });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    ...desk,
    server,
    url,
    handlers,
    signIn: async (who: Person): Promise<string> => signedIn(url, who),
    clientOf: (token: string | null): OrderClient =>
      createOrderClient({ url, token: () => token, retry: false }),
    close: async () => {
      await server.close();
      auth.close();
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
