/** Everything under `admin` that the LP service carries out. */
import type { Handlers, OrderContract } from '@faultline/contract';
import { ProviderActs } from './carry-out.ts';
import { adminFix } from './fix.ts';
import { adminLp } from './lp.ts';
import { adminMt5 } from './mt5.ts';
import type { ProviderDeps } from './upstream.ts';

export const adminProviders = (
  deps: ProviderDeps,
): Pick<Handlers<OrderContract['admin']>, 'lp' | 'fix' | 'mt5'> => {
  const acts = new ProviderActs(deps);
  return {
    lp: adminLp(deps, acts),
    fix: adminFix(deps, acts),
    mt5: adminMt5(deps, acts),
  };
};
