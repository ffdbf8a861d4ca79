/** Everything under `admin` that the LP service carries out. */
import type { Handlers, OrderContract } from '@faultline/contract';
import { adminFix } from './fix.ts';
import { adminLp } from './lp.ts';
import { adminMt5 } from './mt5.ts';
import type { ProviderDeps } from './upstream.ts';

export const adminProviders = (
  deps: ProviderDeps,
): Pick<Handlers<OrderContract['admin']>, 'lp' | 'fix' | 'mt5'> => ({
  lp: adminLp(deps),
  fix: adminFix(deps),
  mt5: adminMt5(deps),
});
