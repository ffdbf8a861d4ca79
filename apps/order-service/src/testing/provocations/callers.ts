/** Codes about who calls and how the call is written. */
import type { OrderClient } from '@faultline/client';
import { EURUSD, type Provocation, placing, resting } from './provocation.ts';

const positions: Pick<Provocation, 'rest' | 'client'> = {
  rest: () => ({ path: '/api/positions' }),
  client: async (client: OrderClient) => client.positions.list.query({}),
};

/** What a program without types could send. */
const untyped = (order: object) => order as typeof EURUSD;

export const CALLER_PROVOCATIONS: readonly Provocation[] = [
  { code: 'AUTH_REQUIRED', when: 'nobody says who he is', as: { token: null }, ...positions },
  {
    code: 'AUTH_INVALID',
    when: 'the token is not one of ours',
    as: { token: 'x.y.z' },
    details: { reason: 'MALFORMED' },
    ...positions,
  },
  {
    code: 'AUTH_EXPIRED',
    when: 'the token is two days old',
    prepare: async ({ clock }) => void (clock.nowMs += 2 * 86_400_000),
    details: { expiredAt: '2026-01-20T12:00:00Z' },
    ...positions,
  },
  {
    code: 'PERMISSION_DENIED',
    when: 'a trader asks for the sessions',
    rest: () => ({ path: '/admin/fix/status' }),
    client: async ({ admin }) => admin.fix.list.query({}),
    details: { requiredRole: 'SUPPORT', userRole: 'TRADER' },
  },
  {
    code: 'RATE_LIMIT_EXCEEDED',
    when: 'a password was guessed five times',
    prepare: async ({ clientOf }) => {
      const guess = { username: 'trader2', password: 'guess' };
      for (let count = 0; count < 5; count += 1) {
        await clientOf(null)
          .auth.login.mutate(guess)
          .catch(() => undefined);
      }
    },
    rest: () => ({ path: '/login', body: { username: 'trader2', password: 'trader2-demo' } }),
    client: async ({ auth }) =>
      auth.login.mutate({ username: 'trader2', password: 'trader2-demo' }),
  },
  {
    code: 'SERVICE_UNAVAILABLE',
    when: 'the LP service does not answer',
    as: 'support',
    rest: () => ({ path: '/admin/lp-status' }),
    client: async ({ admin }) => admin.lp.status.query({}),
    details: { kind: 'UPSTREAM' },
  },
  {
    code: 'INVALID_REQUEST',
    when: 'a field is not known',
    details: { field: 'colour', reason: 'Unknown field.' },
    ...placing({ colour: 'red' }),
  },
  {
    code: 'INVALID_REQUEST',
    when: 'a time in force contradicts its end',
    details: { field: 'expiresAt' },
    ...resting({ tif: 'GTC', expiresAt: '2026-02-01T00:00:00Z' }),
  },
  {
    code: 'MISSING_PARAMETER',
    when: 'fields are missing, all of them named',
    rest: () => ({ path: '/api/orders/market', body: { side: 'BUY' } }),
    client: async ({ orders }) => orders.placeMarket.mutate(untyped({ side: 'BUY' })),
    details: { missingFields: ['symbol', 'volume'] },
  },
  {
    code: 'INVALID_PARAMETER_TYPE',
    when: 'a number is written as text',
    details: { field: 'volume', expected: 'number', received: 'string' },
    ...placing({ volume: '0.1' }),
  },
  {
    code: 'NOT_FOUND',
    when: 'the catalogue has no such code',
    rest: () => ({ path: '/api/errors/NO_SUCH' }),
    client: async ({ errors }) => errors.explain.query({ code: 'NO_SUCH' }),
    details: { id: 'NO_SUCH' },
  },
  {
    code: 'DUPLICATE_REQUEST',
    when: 'a key comes with another order',
    prepare: async ({ clientOf, signIn }) => {
      const order = { ...EURUSD, volume: 0.02, idempotencyKey: 'the-same-key' };
      await clientOf(await signIn('trader')).orders.placeMarket.mutate(order);
    },
    details: { reason: 'KEY_REUSED', orderId: 'ORD-1' },
    ...placing({ idempotencyKey: 'the-same-key' }),
  },
  {
    code: 'INTERNAL_ERROR',
    when: 'a decision crashes',
    prepare: async ({ market }) => {
      Object.assign(market, {
        reference: () => {
          throw new Error('a bug, with a secret');
        },
      });
    },
    outcome: 'UNKNOWN',
    ...placing({}),
  },
  {
    code: 'DATABASE_ERROR',
    when: 'the disk takes no order',
    prepare: async ({ database }) => {
      await database.query(
        "CREATE TRIGGER full BEFORE INSERT ON orders BEGIN SELECT RAISE(ABORT, 'disk full'); END",
      );
    },
    details: { operation: 'TRANSACTION' },
    ...placing({}),
  },
];
