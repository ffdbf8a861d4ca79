/** What tables of withdrawals show, the trader's and the house's alike. */
import type { OrderClient } from '@faultline/client';
import { useNow } from '../failures/use-now.ts';
import { formatMinute, formatMoney, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import type { Column } from '../ui/table.tsx';

export type Withdrawal = Awaited<
  ReturnType<OrderClient['withdrawals']['list']['query']>
>['items'][number];

/** A lock that ends while somebody looks is gone a moment later. */
const LOCK_TICK_MS = 10_000;

/** Until when money is held because its destination is new; null once it may go out, and where it came to nothing. */
export function useHeldUntil(): (withdrawal: Withdrawal) => string | null {
  const nowMs = useNow(LOCK_TICK_MS);
  return ({ status, lockedUntil }) => {
    const open = status === 'REQUESTED' || status === 'APPROVED';
    return open && lockedUntil !== null && Date.parse(lockedUntil) > nowMs ? lockedUntil : null;
  };
}

export function useWithdrawalColumns(): readonly Column<Withdrawal>[] {
  const { locale, texts } = useSpeech();
  const words = texts.money;
  const heldUntil = useHeldUntil();
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
      cell: (withdrawal) => {
        const { status, reason } = withdrawal;
        const held = heldUntil(withdrawal);
        return (
          <>
            <Badge
              text={words.statuses[status]}
              tone={status === 'PAID' ? 'good' : status === 'REJECTED' ? 'bad' : 'plain'}
            />{' '}
            {held !== null && (
              <span className="warn">{words.lockedUntil(formatMinute(locale, held))}</span>
            )}{' '}
            {reason}
          </>
        );
      },
    },
  ];
}
