/** Codes that need an order or a position that is there already, or not. */
import { ORDER, fails, get, inSimulator, placing, post, type Recipe } from './recipe.ts';

const closing = (body: object) => post('/api/positions/close', body);
const CANCEL = '/api/orders/cancel';
const speaking = inSimulator('/reset', {});

/** @param nowMs - epoch ms; names an order as none was named before */
export const orderRecipes = (nowMs: number): readonly Recipe[] => [
  { code: 'ORDER_NOT_FOUND', steps: [fails(get('/api/orders/ORD-0'), 404, 'ORDER_NOT_FOUND')] },
  {
    code: 'ORDER_NOT_PENDING',
    steps: [placing(), fails(post(CANCEL, { orderId: '$0.order.id' }), 400, 'ORDER_NOT_PENDING')],
  },
  {
    code: 'POSITION_NOT_FOUND',
    steps: [fails(closing({ positionId: 4_711_000 }), 404, 'POSITION_NOT_FOUND')],
  },
  {
    code: 'POSITION_ALREADY_CLOSED',
    steps: [
      placing(),
      closing({ positionId: '$0.position.id' }),
      fails(closing({ positionId: '$0.position.id' }), 400, 'POSITION_ALREADY_CLOSED'),
    ],
  },
  {
    code: 'PARTIAL_CLOSE_INVALID',
    steps: [
      placing({ volume: 0.02 }),
      fails(closing({ positionId: '$0.position.id', volume: 0.015 }), 400, 'PARTIAL_CLOSE_INVALID'),
    ],
  },
  {
    code: 'POSITION_LOCKED',
    steps: [
      placing(),
      inSimulator('/behaviour', { mode: 'silent', lp: 'YOFX', count: 1 }),
      fails(closing({ positionId: '$0.position.id' }), 504, 'LP_TIMEOUT'),
      fails(closing({ positionId: '$0.position.id' }), 409, 'POSITION_LOCKED'),
    ],
    undo: [speaking],
  },
  {
    code: 'DUPLICATE_REQUEST',
    reason: 'CLIENT_ORDER_ID',
    steps: [
      post('/api/orders/market', { ...ORDER, clientOrderId: `provoked-${nowMs}` }),
      fails(
        post('/api/orders/market', { ...ORDER, clientOrderId: `provoked-${nowMs}` }),
        409,
        'DUPLICATE_REQUEST',
      ),
    ],
  },
];
