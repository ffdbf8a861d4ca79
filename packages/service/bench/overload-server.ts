/** The server of the overload bench, in a process of its own: one slow thing, five milliseconds a job. */
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createServer } from '../src/http/server.ts';
import { implement } from '../src/procedures/procedure.ts';
import { busyContract, busyDesk } from '../src/testing/busy-contract.ts';

const JOB_MS = 5;

const desk = busyDesk(JOB_MS);
const limit = { name: 'all', perMinute: 1, burst: 0 };
const server = createServer({
  procedures: implement(busyContract, desk.handlers),
  authenticate: async () => ({ kind: 'nobody' }),
  log: pino({ enabled: false }),
  policies: {
    of: (path) => ({ limit, priority: path === 'desk.cancel' ? 'urgent' : null }),
    other: limit,
    paths: {},
  },
  waitMs: desk.queue.waitMs,
});
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.((server.server.address() as AddressInfo).port);
process.on('disconnect', () => process.exit(0));
