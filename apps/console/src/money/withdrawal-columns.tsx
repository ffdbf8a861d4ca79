/** What tables of withdrawals show, the trader's and the house's alike. */
import type { OrderClient } from '@faultline/client';
import { formatMoney, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import type { Column } from '../ui/table.tsx';

export type Withdrawal = Awaited<
  ReturnType<OrderClient['withdrawals']['list']['query']>
>['items'][number];

export function useWithdrawalColumns(): readonly Column<Withdrawal>[] {
  const { locale, texts } = useSpeech();
  const words = texts.money;
  return [
    { key: 'id', title: '#', cell: ({ id }) => id },
    {
      key: 'time',
      title: texts.history.time,
      cell: ({ requestedAt }) => formatTime(locale, requestedAt),
    },
    {
      key: 'amount',
      title: words.amount,
      figure: true,
      cell: ({ amount, currency }) => formatMoney(locale, amount, currency),
    },
    { key: 'method', title: words.method, cell: ({ method }) => words.methods[method] },
    { key: 'to', title: words.destination, cell: ({ destination }) => destination },
    {
      key: 'status',
      title: words.status,
      cell: ({ status, reason }) => (
        <>
          <Badge
            text={words.statuses[status]}
            tone={status === 'PAID' ? 'good' : status === 'REJECTED' ? 'bad' : 'plain'}
          />{' '}
          {reason}
        </>
      ),
    },
  ];
}
