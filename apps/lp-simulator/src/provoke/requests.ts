/** Codes that the request itself earns: who asks, and how. */
import { ORDER, asAdmin, fails, get, placing, post, type Recipe } from './recipe.ts';

const MARKET = '/api/orders/market';
const PROVOKED_KEY = { 'idempotency-key': 'provoked-key-of-one-order' };
const NOBODY = { username: 'nobody-at-all', password: 'guess' };

export const requestRecipes: readonly Recipe[] = [
  { code: 'AUTH_REQUIRED', steps: [fails({ ...placing(), as: 'nobody' }, 401, 'AUTH_REQUIRED')] },
  {
    code: 'AUTH_INVALID',
    steps: [
      fails(
        get('/api/me', { as: 'nobody', headers: { authorization: 'Bearer no-token-of-ours' } }),
        401,
        'AUTH_INVALID',
      ),
    ],
  },
  {
    code: 'AUTH_INVALID',
    reason: 'CREDENTIALS',
    steps: [fails(post('/login', NOBODY, { as: 'nobody' }), 401, 'AUTH_INVALID')],
  },
  {
    code: 'AUTH_EXPIRED',
    note: 'LOGIN_TOKEN_TTL of a few seconds',
    steps: [
      post('/login', { username: 'trader', password: 'trader-demo' }, { as: 'nobody' }),
      fails(
        get('/api/me', {
          as: 'nobody',
          headers: { authorization: 'Bearer $0.token' },
          withinMs: 30_000,
        }),
        401,
        'AUTH_EXPIRED',
      ),
    ],
  },
  {
    code: 'PERMISSION_DENIED',
    steps: [fails(post('/admin/fix/connect', { sessionId: 'YOFX1' }), 403, 'PERMISSION_DENIED')],
  },
  {
    code: 'INVALID_REQUEST',
    steps: [fails(placing({ leverage: 500 }), 400, 'INVALID_REQUEST')],
  },
  {
    code: 'INVALID_REQUEST',
    reason: 'JSON',
    steps: [fails(post(MARKET, '{"symbol":"EURUSD","side":}'), 400, 'INVALID_REQUEST')],
  },
  { code: 'MISSING_PARAMETER', steps: [fails(post(MARKET, {}), 400, 'MISSING_PARAMETER')] },
  {
    code: 'INVALID_PARAMETER_TYPE',
    steps: [fails(placing({ volume: '0.01' }), 400, 'INVALID_PARAMETER_TYPE')],
  },
  { code: 'NOT_FOUND', steps: [fails(get('/api/nothing'), 404, 'NOT_FOUND')] },
  {
    code: 'DUPLICATE_REQUEST',
    reason: 'KEY_REUSED',
    steps: [
      post(MARKET, ORDER, { headers: PROVOKED_KEY }),
      fails(
        post(MARKET, { ...ORDER, volume: 0.02 }, { headers: PROVOKED_KEY }),
        409,
        'DUPLICATE_REQUEST',
      ),
    ],
  },
  {
    code: 'RATE_LIMIT_EXCEEDED',
    note: 'RATE_LIMITS=guide; a name that is guessed for in vain is closed for a while',
    steps: [
      fails(post('/login', NOBODY, { as: 'nobody', withinMs: 10_000 }), 429, 'RATE_LIMIT_EXCEEDED'),
    ],
  },
  {
    code: 'SERVICE_UNAVAILABLE',
    reason: 'MAINTENANCE',
    steps: [
      asAdmin('/admin/maintenance', { on: true, reason: 'provoked' }),
      fails(placing(), 503, 'SERVICE_UNAVAILABLE'),
    ],
    undo: [asAdmin('/admin/maintenance', { on: false, reason: 'provoked no more' })],
  },
];
