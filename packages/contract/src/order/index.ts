/** The order service: what a trader's frontend calls. */
import type { RouterOf } from '../router.ts';
import { account } from './account.ts';
import { admin } from './admin.ts';
import { auth } from './auth.ts';
import { errors } from './errors.ts';
import { history } from './history.ts';
import { orders } from './orders.ts';
import { positions } from './positions.ts';
import { quotes } from './quotes.ts';
import { risk } from './risk.ts';
import { symbols } from './symbols.ts';
import { withdrawals } from './withdrawals.ts';

export const orderContract = {
  auth,
  symbols,
  quotes,
  orders,
  positions,
  history,
  account,
  risk,
  withdrawals,
  errors,
  admin,
};
export type OrderContract = typeof orderContract;
export type OrderRouter = RouterOf<OrderContract>;
