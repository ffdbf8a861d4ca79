/** `positions.modify`, `trailingStop`, `breakEven`: where a position's stop loss and take profit stand. */
import type { KeptHandlers, OrderContract } from '@faultline/contract';
import { encoderOf, orderContract } from '@faultline/contract';
import {
  decideBreakEven,
  decideModifyLevels,
  decideTrailing,
  type ModifyPositionCode,
  type Position,
  type TradingFacts,
  type TrailingRequest,
} from '@faultline/domain';
import type { Refusal } from '@faultline/errors';
import { asKept } from '../trading/kept.ts';
import { runOnPosition } from '../trading/on-own.ts';
import type { RunDeps } from '../trading/run-command.ts';
import { positionView } from '../views/views.ts';

type Levels = Pick<
  KeptHandlers<OrderContract['positions']>,
  'modify' | 'trailingStop' | 'breakEven'
>;
type Input = Parameters<Levels['modify']>[0];
type Call = Parameters<Levels['modify']>[1];
type View = Awaited<ReturnType<Levels['modify']>>;

interface Change {
  readonly operation: string;
  readonly decide: (position: Position, trading: TradingFacts) => Decided;
}

type Decided =
  | { readonly ok: true; readonly value: Position }
  | { readonly ok: false; readonly refusal: Refusal<ModifyPositionCode> };

export const changeLevels = (deps: RunDeps): Levels => ({
  modify: async (input, call) => {
    const { sl, tp, version } = input;
    return change(
      deps,
      {
        operation: 'positions.modify',
        decide: (position, trading) => decideModifyLevels({ sl, tp, version }, position, trading),
      },
      { input, call },
    );
  },
  trailingStop: async (input, call) => {
    const request = trailingRequest(input, call);
    return change(
      deps,
      {
        operation: 'positions.trailingStop',
        decide: (position, trading) => decideTrailing(request, position, trading),
      },
      { input, call },
    );
  },
  breakEven: async (input, call) => {
    const offset = BigInt(input.offsetPoints ?? 0);
    return change(
      deps,
      {
        operation: 'positions.breakEven',
        decide: (position, trading) => decideBreakEven(offset, position, trading),
      },
      { input, call },
    );
  },
});

async function change(
  deps: RunDeps,
  { operation, decide }: Change,
  { input, call }: { readonly input: Pick<Input, 'positionId'>; readonly call: Call },
): Promise<View> {
  const row = orderContract.positions.modify;
  const ended = await runOnPosition(
    deps,
    {
      operation,
      decide: (position, trading) => {
        const decision = decide(position, trading);
        if (!decision.ok) return { kind: 'refused', refusal: decision.refusal };
        const { value } = decision;
        const answer: unknown = encoderOf(row.output)(positionView(value, trading));
        const positions = value === position ? [] : [value];
        return { kind: 'done', answer, orderId: null, changes: { positions } };
      },
    },
    { input, call },
  );
  if (!ended.ok) return call.raise(ended.refusal);
  return asKept(row, ended.answer);
}

/** `null` to let the stop loss stay where it is. */
function trailingRequest(
  { type, distance, step }: Parameters<Levels['trailingStop']>[0],
  call: Call,
): TrailingRequest | null {
  if (type === 'OFF') return null;
  const missingFields = [
    ...(distance === undefined ? ['distance'] : []),
    ...(type === 'STEP' && step === undefined ? ['step'] : []),
  ];
  if (missingFields.length > 0) throw call.fail('MISSING_PARAMETER', { missingFields });
  const points = BigInt(distance ?? 0);
  return type === 'FIXED'
    ? { type, distance: points }
    : { type, distance: points, step: BigInt(step ?? 0) };
}
