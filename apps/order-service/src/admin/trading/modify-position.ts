/** `admin.positions.modify`: moves a client's stop loss or take profit, also while the account is disabled. */
import { type Handler, type OrderContract, orderContract } from '@faultline/contract';
import { decideModifyLevels, type ModifyPositionCode } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import { tradingFacts } from '../../market/market.ts';
import { perform, type PerformDeps } from '../../trading/perform.ts';
import { positionView } from '../../views/views.ts';

const { modify: row } = orderContract.admin.positions;

export const modifyForClient =
  (deps: PerformDeps): Handler<OrderContract['admin']['positions']['modify']> =>
  async (wish, call) => {
    const { positionId, sl, tp, version, reason } = wish;
    return perform<ModifyPositionCode | 'POSITION_NOT_FOUND', typeof row.output>(
      deps,
      {
        path: 'admin.positions.modify',
        wanted: { positionId },
        input: wish,
        output: row.output,
        admit: ({ position }) =>
          position === null ? refuse('POSITION_NOT_FOUND', { positionId }) : null,
        decide: ({ account, position: before, ...facts }) => {
          if (account === null || before === null) throw new Error('admitted without a position');
          const trading = tradingFacts(deps.market, { ...facts, account });
          const request = { sl, tp, version, asker: 'ADMIN' } as const;
          const decision = decideModifyLevels(request, before, trading);
          if (!decision.ok) return decision;
          const after = decision.value;
          const trail = { target: `position:${positionId}`, before, after, reason };
          const changes = { positions: after === before ? [] : [after] };
          return { ok: true, value: { answer: positionView(after, trading), changes, trail } };
        },
      },
      call,
    );
  };
