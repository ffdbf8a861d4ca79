/** The LP service: what the order service calls. */
import type { RouterOf } from '../router.ts';
import { errors } from './errors.ts';
import { execution } from './execution.ts';
import { fix } from './fix.ts';
import { lp } from './lp.ts';
import { marketData } from './market-data.ts';
import { mt5 } from './mt5.ts';

export const lpContract = { lp, fix, marketData, execution, errors, mt5 };
export type LpContract = typeof lpContract;
export type LpRouter = RouterOf<LpContract>;
