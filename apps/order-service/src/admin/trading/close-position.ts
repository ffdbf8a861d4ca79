/** `admin.positions.close`: closes a client's position at the market, in the books under the name of who did it. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { type CloseCode, decideClose } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import { newIdempotencyKey } from '@faultline/service';
import { audited } from '../../trading/audited.ts';
import { fingerprintOf } from '../../trading/fingerprint.ts';
import type { OrderCommand } from '../../trading/order-command.ts';
import { runCommand, type RunDeps } from '../../trading/run-command.ts';

const { close: row } = orderContract.admin.positions;
const PATH = 'admin.positions.close';

export function closeForClient(
  deps: RunDeps,
): Handler<OrderContract['admin']['positions']['close']> {
  return async ({ idempotencyKey, ...wish }, call) => {
    const { positionId, volume = null, reason } = wish;
    const scope = `${call.caller.userId}:0:${PATH}`;
    const command: OrderCommand<CloseCode | 'POSITION_NOT_FOUND'> = {
      wanted: { positionId, key: { scope, key: idempotencyKey ?? newIdempotencyKey() } },
      fingerprint: fingerprintOf(wish),
      clientOrderId: null,
      admit: ({ position }) =>
        position === null ? refuse('POSITION_NOT_FOUND', { positionId }) : null,
      decide: ({ position }, trading) => {
        if (position === null) throw new Error('an admitted close must have its position');
        return decideClose({ volume, maxDeviation: null }, position, trading);
      },
      audit: (atMs) => {
        const trail = { target: `position:${positionId}`, after: wish, reason };
        return audited(trail, { action: PATH, atMs }, call);
      },
    };
    const ended = await runCommand(deps, command, call);
    if (!ended.ok) throw call.raise(ended.refusal);
    return row.output.parse(ended.answer);
  };
}
