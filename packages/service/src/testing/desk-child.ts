/** A whole service in a process of its own, to be stopped by signals: started with the milliseconds of its drain delay. */
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createServer } from '../http/server.ts';
import { runMain } from '../main.ts';
import { implement } from '../procedures/procedure.ts';
import { stopGracefully } from '../shutdown.ts';
import { busyContract, busyDesk } from './busy-contract.ts';

const drainDelayMs = Number(process.argv[2] ?? 0);
const LINGER_MS = 1_000;
const log = pino({ enabled: false });
const { handlers } = busyDesk(1);

await runMain(async () => {
  const server = createServer({
    procedures: implement(busyContract, handlers),
    authenticate: async () => ({ kind: 'nobody' }),
    log,
    drainDelayMs,
    lingerMs: LINGER_MS,
    store: { probe: async () => undefined, durability: 'power-loss' },
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  stopGracefully(log, [async () => server.close()], drainDelayMs);
  const { port } = server.server.address() as AddressInfo;
  return { ready: 'desk', ports: { http: port } };
});
