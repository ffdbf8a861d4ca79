/** The one group of the demo: hedging accounts in USD at a retail broker's usual levels. */
import type { AccountGroup } from './account-group.ts';

export const DEMO_GROUP: AccountGroup = {
  id: 'standard',
  name: 'Standard',
  currency: 'USD',
  maxLeverage: 500n,
  hedgedMargin: 'MAX',
  marginCallLevel: 10_000n,
  stopOutLevel: 5_000n,
  stopOutStrategy: 'MOST_LOSING_FIRST',
  negativeBalanceProtection: true,
  maxOpenPositions: 200,
  maxPendingOrders: 200,
  maxExposure: null,
  partialClose: true,
  hedging: true,
  withdrawalDailyLimit: 1_000_000n,
  withdrawalMonthlyLimit: 5_000_000n,
  withdrawalAutoApprove: 0n,
  swapFree: false,
  version: 1,
};
