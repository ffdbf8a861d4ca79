/** Every space in one map. Only what must know them all imports this; a browser takes the one space that it needs. */
import type { Space } from './row.ts';
import { FIX_TABLES } from './spaces/fix.ts';
import { GATEWAY_REAL } from './spaces/gateway-real.ts';
import { GATEWAY_SPEC } from './spaces/gateway-spec.ts';
import { MT5_LOGIN } from './spaces/mt5-login.ts';
import { MT5_MANAGER } from './spaces/mt5-manager.ts';
import { MT5_TERMINAL } from './spaces/mt5-terminal.ts';
import { MT5_TRADE } from './spaces/mt5-trade.ts';
import { VENUE_TABLES } from './spaces/venues.ts';
import type { Table } from './table.ts';

const tables: readonly Table[] = [
  GATEWAY_SPEC,
  GATEWAY_REAL,
  MT5_LOGIN,
  MT5_TRADE,
  MT5_TERMINAL,
  MT5_MANAGER,
  ...Object.values(FIX_TABLES),
  ...Object.values(VENUE_TABLES),
];

export const TABLES: ReadonlyMap<Space, Table> = new Map(
  tables.map((table) => [table.space, table]),
);
