/** The LP service: what the order service calls. */
import type { RouterOf } from '../router.ts';
import { execution } from './execution.ts';
import { fix } from './fix.ts';
import { lp } from './lp.ts';
import { marketData } from './market-data.ts';

export const lpContract = { lp, fix, marketData, execution };
export type LpContract = typeof lpContract;
export type LpRouter = RouterOf<LpContract>;
