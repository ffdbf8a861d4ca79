/** Every older REST door, and the procedures made of them. They have no door in tRPC: there each procedure has one name. */
import type { Contract, Handlers, Implementation, OrderContract } from '@faultline/contract';
import { type Gate, implement } from '@faultline/service';
import { BROKER_DOORS } from './broker.ts';
import { ORDER_DOORS } from './orders.ts';
import { type OlderDoor } from './older-door.ts';
import { plainHandlers } from './plain-handlers.ts';
import { POSITION_DOORS } from './positions.ts';
import { SYMBOL_DOORS } from './symbols.ts';

export const OLDER_DOORS: readonly OlderDoor[] = [
  ...ORDER_DOORS,
  ...POSITION_DOORS,
  ...SYMBOL_DOORS,
  ...BROKER_DOORS,
];

/** As logs call it: a door has no dots, so its name cannot be taken for a procedure's. */
const nameOf = ({ rest: { method, path } }: OlderDoor): string => `${method} ${path}`;

const olderDoorContract: Contract = {
  rest: Object.fromEntries(OLDER_DOORS.map((door) => [nameOf(door), door.op])),
};

/** The procedure that an older door leads to, by the name that `facadeProcedures` gives the door; `null` for any other. */
export const procedureBehind = (name: string): string | null => BEHIND.get(name) ?? null;

const BEHIND = new Map(OLDER_DOORS.map((door) => [`rest.${nameOf(door)}`, door.via[0] ?? '']));

export function facadeProcedures(
  handlers: Implementation<OrderContract>,
  gate: Gate,
): ReturnType<typeof implement> {
  const plain = plainHandlers(handlers);
  const behaviour = Object.fromEntries(
    OLDER_DOORS.map((door) => [nameOf(door), door.behave(plain)]),
  );
  // Each row's behaviour is typed where the row is written; together they are a table like any other.
  return implement(olderDoorContract, { rest: behaviour } as unknown as Handlers<Contract>, {
    gate,
  });
}
