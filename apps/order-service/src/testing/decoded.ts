/** Handlers that always answer in their own words, as the tests want to read them. */
import {
  type AnswerOf,
  Encoded,
  type Handler,
  type Implementation,
  type Op,
  type OrderContract,
  orderContract,
} from '@faultline/contract';
import { isAppError } from '@faultline/errors';
import type { Floor } from '../floor.ts';

type Commands = Pick<OrderContract, 'orders' | 'positions'>;

type Decoded<C> = {
  readonly [P in keyof C]: C[P] extends Op
    ? (...asked: Parameters<Handler<C[P]>>) => Promise<AnswerOf<C[P]>>
    : Decoded<C[P]>;
};
type AnyHandler = (...asked: unknown[]) => Promise<unknown>;

export const decoded = (
  handlers: Floor['handlers'],
): Omit<Floor['handlers'], keyof Commands> & Decoded<Commands> => ({
  ...handlers,
  orders: decodedSlice(orderContract.orders, handlers.orders),
  positions: decodedSlice(orderContract.positions, handlers.positions),
});

function decodedSlice<C extends Readonly<Record<string, Op>>>(rows: C, slice: Implementation<C>) {
  const entries = Object.entries<unknown>(slice).map(([name, handler]) => {
    const answer = async (...asked: unknown[]): Promise<unknown> => {
      const told = await (handler as AnyHandler)(...asked);
      if (isAppError(told)) throw told;
      return told instanceof Encoded ? rows[name]?.output.parse(told.wire) : told;
    };
    return [name, answer];
  });
  return Object.fromEntries(entries) as Decoded<C>;
}
