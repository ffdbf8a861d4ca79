/**
 * Makes the next commands fail as if the database or this program had: so that whoever writes a client meets
 * DATABASE_ERROR and INTERNAL_ERROR before a user does. It exists outside of production only, and for whoever holds the
 * service token.
 */
import { fail } from '@faultline/errors';
import { type Logger, serviceAuthenticator } from '@faultline/service';
import type { FastifyInstance } from 'fastify';
import type { Store } from '../ports/store.ts';
import { databaseError } from './storage/database-error.ts';

type FaultKind = 'database' | 'internal';

interface Fault {
  readonly kind: FaultKind;
  /** Commands that are still to fail. */
  readonly left: number;
}

export interface FaultPort {
  /** The store with the faults. */
  readonly store: Store;
  /** `POST /testing/fault {kind, count}`. */
  readonly register: (server: FastifyInstance, serviceToken: string) => void;
}

const COUNT_MAX = 1_000;

export function faultPort(store: Store, log: Logger): FaultPort {
  let fault: Fault | null = null;
  return {
    store: {
      ...store,
      // Only what somebody asked for under a key fails: the house goes on working in the background.
      commit: async (wanted, decide) => {
        if (fault !== null && wanted.key !== undefined) {
          const { kind, left } = fault;
          fault = left > 1 ? { kind, left: left - 1 } : null;
          throw errorOf(kind, log);
        }
        return store.commit(wanted, decide);
      },
    },
    register: (server, serviceToken) => {
      const authenticate = serviceAuthenticator(serviceToken);
      server.post('/testing/fault', async (request) => {
        await authenticate(request.headers.authorization);
        fault = faultIn(request.body);
        return fault;
      });
    },
  };
}

function errorOf(kind: FaultKind, log: Logger): unknown {
  const error = new Error('a fault that somebody asked for');
  if (kind === 'internal') return error;
  return databaseError(Object.assign(error, { code: 'ERR_SQLITE_ERROR' }), log);
}

function faultIn(body: unknown): Fault {
  const { kind, count = 1 } = Object(body) as { kind?: unknown; count?: unknown };
  if (kind !== 'database' && kind !== 'internal') {
    throw fail('INVALID_REQUEST', { field: 'kind', reason: 'kind must be database or internal' });
  }
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > COUNT_MAX) {
    const reason = `count must be a whole number from 1 to ${COUNT_MAX}`;
    throw fail('INVALID_REQUEST', { field: 'count', reason });
  }
  return { kind, left: count };
}
