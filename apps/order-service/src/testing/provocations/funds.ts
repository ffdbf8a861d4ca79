/** Codes about money on its way out. */
import { DEMO_GROUP } from '@faultline/domain';
import { change, type Provocation } from './provocation.ts';

const withdrawing = (amount: number): Pick<Provocation, 'rest' | 'client'> => {
  const wish = { accountId: 2, amount, method: 'BANK_TRANSFER', destination: 'DE00 1234' } as const;
  return {
    rest: () => ({ path: '/api/withdrawals', body: wish }),
    client: async ({ withdrawals }) => withdrawals.request.mutate(wish),
  };
};

export const FUNDS_PROVOCATIONS: readonly Provocation[] = [
  {
    code: 'INSUFFICIENT_BALANCE',
    when: 'more is asked for than there is',
    details: { balance: 10_000, withdrawalAmount: 10_001, withdrawable: 10_000, currency: 'USD' },
    ...withdrawing(10_001),
  },
  {
    code: 'WITHDRAWAL_LIMIT_EXCEEDED',
    when: 'more is asked for than a day allows',
    prepare: async (desk) =>
      change(desk, { groups: [{ ...DEMO_GROUP, withdrawalDailyLimit: 10_000n, version: 2 }] }),
    details: { dailyLimit: 100, currentUsage: 0, requestedAmount: 101, period: 'DAILY' },
    ...withdrawing(101),
  },
];
