/**
 * The door of a process that stands by: it lives and is not ready, which is no reason to end it, and whatever else is asked
 * of it was not done.
 */
import type { AddressInfo } from 'node:net';
import { lpContract, rowsOf } from '@faultline/contract';
import { raise, refuse } from '@faultline/errors';
import { createServer, type Logger, type Procedures } from '@faultline/service';
import type { Ownership } from '../ports/ownership.ts';

interface Door {
  /** The one that the service itself opens later. */
  readonly port: number;
  readonly close: () => Promise<void>;
}

interface Place {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
}

const STANDS_BY = refuse('SERVICE_UNAVAILABLE', {
  reason: 'Another LP service owns the FIX sessions; this one stands by.',
  estimatedRestore: null,
  kind: 'STARTING',
});

/** Nobody is asked who he is: the token of an agent is known only to the owner. */
const procedures: Procedures = new Map(
  rowsOf(lpContract).map(({ path, op }) => {
    const run = async (): Promise<never> => {
      throw raise(STANDS_BY);
    };
    const ask = async () => ({ ok: false, error: raise(STANDS_BY) }) as const;
    return [path, { path, op, run, ask }];
  }),
);

/**
 * Resolves as the owner of the sessions, with the door closed again.
 *
 * @returns the port to listen on: that of the door, where callers have found one.
 */
export async function acquireBehindDoor(
  ownership: Ownership,
  place: Place,
  log: Logger,
): Promise<number> {
  const doors: (Door | null)[] = [];
  await ownership.acquire(async () => doors.push(await openStandByDoor(place, log)));
  const door = doors[0] ?? null;
  await door?.close();
  return door?.port ?? place.port;
}

/** @returns `null` where the port is the owner's, on the same machine: then this process has no door until it owns the sessions. */
async function openStandByDoor(place: Place, log: Logger): Promise<Door | null> {
  const authenticate = async (): Promise<never> => {
    throw raise(STANDS_BY);
  };
  const server = createServer({ procedures, authenticate, log, standsBy: true });
  try {
    await server.listen(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    log.warn({ port: place.port }, 'no door while standing by: the port is taken');
    await server.close();
    return null;
  }
  const { port } = server.server.address() as AddressInfo;
  log.info({ port }, 'door open while standing by');
  return { port, close: async () => server.close() };
}
