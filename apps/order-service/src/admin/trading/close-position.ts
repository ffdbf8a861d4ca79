/** `admin.positions.close`: closes a client's position at the market, in the log under the name of who did it. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { type CloseCode, decideClose } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import type { AuditEntry } from '../../ports/store.ts';
import { newIdempotencyKey } from '@faultline/service';
import { audited } from '../../trading/audited.ts';
import type { Done, Routed } from '../../trading/command.ts';
import { execute } from '../../trading/execute.ts';
import { fingerprintOf } from '../../trading/fingerprint.ts';
import { runCommand, type RunDeps } from '../../trading/run-command.ts';

type Close = Handler<OrderContract['admin']['positions']['close']>;

const { close: row } = orderContract.admin.positions;
type CloseRefusal = Refusal<CloseCode | 'POSITION_NOT_FOUND'>;

const PATH = 'admin.positions.close';

export function closeForClient(deps: RunDeps): Close {
  const { orderTimeoutMs } = deps;
  return async ({ idempotencyKey, ...wish }, call) => {
    const { positionId, volume = null, reason } = wish;
    const scope = `${call.caller.userId}:0:${PATH}`;
    const unknown = refuse('POSITION_NOT_FOUND', { positionId });
    const ended = await runCommand<CloseRefusal, Done | Routed>(
      deps,
      {
        wanted: { positionId, key: { scope, key: idempotencyKey ?? newIdempotencyKey() } },
        fingerprint: fingerprintOf(wish),
        clientOrderId: null,
        admit: ({ position }) => (position === null ? unknown : null),
        decide: (facts, trading) => {
          if (facts.position === null) throw new Error('admitted without a position');
          const request = { volume, maxDeviation: null, source: 'ADMIN' } as const;
          const decision = decideClose(request, facts.position, trading);
          if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
          const circumstances = { facts, trading, clientOrderId: null, orderTimeoutMs };
          const done = execute(decision.value, circumstances);
          const trail = { target: `position:${positionId}`, after: wish, reason };
          const audit = [audited(trail, { action: PATH, atMs: trading.nowMs }, call)];
          return onRecord(done, audit);
        },
      },
      call,
    );
    if (!ended.ok) throw call.raise(ended.refusal);
    return row.output.parse(ended.answer);
  };
}

const onRecord = <D extends Done | Routed>(done: D, audit: readonly AuditEntry[]): D => ({
  ...done,
  changes: { ...done.changes, audit },
});
