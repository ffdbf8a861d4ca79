/** Some doors of the LP service with a behaviour of the test's, behind the real wire: what this service asks is really asked. */
import type { AddressInfo } from 'node:net';
import { createLpClient, type LpClient } from '@faultline/client';
import type { Contract, Implementation } from '@faultline/contract';
import { createLogger, createServer, implement } from '@faultline/service';

export interface LpDoors {
  readonly client: LpClient;
  readonly close: () => Promise<void>;
}

/** @param contract - Those rows of the LP service's contract that the test needs. */
export async function openLpDoors<C extends Contract>(
  contract: C,
  handlers: Implementation<C>,
): Promise<LpDoors> {
  const server = createServer({
    procedures: implement(contract, handlers),
    authenticate: async () => ({ kind: 'service' }),
    log: createLogger('lp-doors', { level: 'silent' }),
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const client = createLpClient({ url: `http://127.0.0.1:${port}` });
  return { client, close: async () => server.close() };
}
