/** The older doors of the broker's desk. */
import { get, idempotencyKey, orderContract, patch, post } from '@faultline/contract';
import { z } from 'zod';
import { olderDoor, type OlderDoor, sameDoor } from './older-door.ts';

const mode = orderContract.admin.config.get.output.shape.executionMode;
const Mode = z.strictObject({ mode });

export const BROKER_DOORS: readonly OlderDoor[] = [
  olderDoor(get('/admin/execution-mode'), 'admin.config.get', {
    input: z.strictObject({}),
    to: (given) => given,
    output: Mode,
    from: ({ executionMode }) => ({ mode: executionMode }),
  }),
  olderDoor(post('/admin/execution-mode'), 'admin.config.update', {
    input: z.strictObject({ mode, idempotencyKey: idempotencyKey.optional() }),
    to: ({ mode: executionMode, ...given }) => ({ executionMode, ...given }),
    output: Mode.extend({ success: z.literal(true) }),
    from: ({ executionMode }) => ({ success: true as const, mode: executionMode }),
  }),
  sameDoor(patch('/api/admin/symbols/:symbol', { symbol: 'text' }), 'admin.symbols.update'),
  sameDoor(post('/api/routing/reorder'), 'admin.routing.reorder'),
];
