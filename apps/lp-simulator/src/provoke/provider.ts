/** Codes that the provider makes, or its absence, or a fault of our own. */
import { asAdmin, fails, inSimulator, placing, post, type Recipe } from './recipe.ts';

const rejecting = (reason: string, ordRejReason: number, text: string): Recipe => ({
  code: 'ORDER_REJECTED',
  reason,
  behaviours: [{ mode: 'reject', lp: 'YOFX', ordRejReason, text, count: 1 }],
  steps: [fails(placing(), 400, 'ORDER_REJECTED')],
});
const session = (command: 'connect' | 'disconnect', sessionId: string) =>
  asAdmin(`/admin/fix/${command}`, { sessionId });
const fault = (kind: 'database' | 'internal'): Recipe['steps'] => [
  post('/testing/fault', { kind, count: 1 }, { as: 'service' }),
  fails(placing(), 500, kind === 'database' ? 'DATABASE_ERROR' : 'INTERNAL_ERROR'),
];
const FAULT_NOTE = 'NODE_ENV other than production';
/** Longer than any price may be old. */
const STALE_WITHIN_MS = 60_000;

export const providerRecipes: readonly Recipe[] = [
  rejecting('LP_LIMIT', 3, 'credit line used up'),
  rejecting('BROKER_OPTION', 0, 'not today'),
  rejecting('TOO_LATE', 4, 'too late to enter'),
  rejecting('UNSUPPORTED', 11, 'not supported'),
  rejecting('LP_ACCOUNT', 15, 'unknown account'),
  rejecting('INSUFFICIENT_LIQUIDITY', 99, 'not enough liquidity'),
  rejecting('OTHER', 99, 'no'),
  {
    code: 'PRICE_CHANGED',
    behaviours: [{ mode: 'requote', lp: 'YOFX', count: 1 }],
    steps: [fails(placing(), 409, 'PRICE_CHANGED')],
  },
  {
    code: 'LP_TIMEOUT',
    behaviours: [{ mode: 'silent', lp: 'YOFX', count: 1 }],
    steps: [fails(placing(), 504, 'LP_TIMEOUT')],
    undo: [inSimulator('/reset', {})],
  },
  {
    code: 'LP_NOT_CONNECTED',
    steps: [
      session('disconnect', 'YOFX1'),
      fails({ ...placing(), withinMs: 10_000 }, 503, 'LP_NOT_CONNECTED'),
    ],
    undo: [session('connect', 'YOFX1'), { ...placing(), withinMs: 20_000 }],
  },
  {
    code: 'PRICE_STALE',
    steps: [
      inSimulator('/quotes', { symbol: 'XAUUSD', stop: true }),
      fails({ ...placing({ symbol: 'XAUUSD' }), withinMs: STALE_WITHIN_MS }, 400, 'PRICE_STALE'),
    ],
    undo: [
      inSimulator('/reset', {}),
      { ...placing({ symbol: 'XAUUSD' }), withinMs: STALE_WITHIN_MS },
    ],
  },
  {
    code: 'LP_NOT_FOUND',
    steps: [
      fails(
        asAdmin('/admin/lps/NONE/toggle', { enabled: true, reason: 'Is it there?' }),
        404,
        'LP_NOT_FOUND',
      ),
    ],
  },
  {
    code: 'FIX_SESSION_NOT_FOUND',
    steps: [fails(session('connect', 'NONE'), 404, 'FIX_SESSION_NOT_FOUND')],
  },
  {
    code: 'FIX_SESSION_STATE',
    steps: [fails(session('connect', 'YOFX1'), 409, 'FIX_SESSION_STATE')],
  },
  { code: 'DATABASE_ERROR', note: FAULT_NOTE, steps: fault('database') },
  { code: 'INTERNAL_ERROR', note: FAULT_NOTE, steps: fault('internal') },
];
