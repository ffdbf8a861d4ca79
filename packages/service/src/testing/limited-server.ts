/** A server of the demo contract with limits so small that a test meets them. For the tests of this package only. */
import type { AddressInfo } from 'node:net';
import type { Caller } from '@faultline/contract';
import { fail } from '@faultline/errors';
import { pino } from 'pino';
import type { Policies } from '../http/gatekeeper.ts';
import { createServer, type ServerOptions } from '../http/server.ts';
import { MemoryBuckets } from '../limits/memory-buckets.ts';
import { implement } from '../procedures/procedure.ts';
import { demoContract, demoHandlers } from './demo-contract.ts';

const classed = (name: string, perMinute: number, burst: number) => ({ name, perMinute, burst });

/** `demo.pay` six, `demo.mine` three and two, all others five. */
const demoPolicies: Policies = {
  of: (path) => ({
    limit:
      path === 'demo.pay'
        ? classed('pay', 6, 0)
        : path === 'demo.mine'
          ? classed('mine', 3, 2)
          : classed('rest', 5, 0),
    priority: null,
  }),
  other: classed('other', 4, 0),
  paths: { '/health': classed('health', 2, 0) },
};

/** `Bearer <name>` is the user of that name; `admin…` is an administrator. */
const authenticate = async (authorization: string | undefined): Promise<Caller> => {
  if (authorization === undefined) throw fail('AUTH_REQUIRED');
  const username = authorization.replace('Bearer ', '');
  if (username === 'forged') throw fail('AUTH_INVALID', { reason: 'SIGNATURE' });
  const role = username.startsWith('admin') ? 'ADMIN' : 'TRADER';
  return {
    kind: 'user',
    userId: `user_${username}`,
    username,
    role,
    sessionId: 'ses_1',
    signedInAtMs: 0,
  };
};

export async function startLimited(options: Partial<ServerOptions> = {}) {
  const server = createServer({
    procedures: implement(demoContract, demoHandlers),
    authenticate,
    log: pino({ enabled: false }),
    policies: demoPolicies,
    buckets: new MemoryBuckets(Date.now),
    ...options,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return { server, port, url: `http://127.0.0.1:${port}` };
}
