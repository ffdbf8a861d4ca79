/** What the tables of orders show, open ones and past ones alike. */
import { useDigits, type Order } from '../api/queries.ts';
import { Refusal } from '../failures/refusals.tsx';
import { formatNumber, formatPrice, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import type { Column } from '../ui/table.tsx';
import { OrderStatus } from './order-status.tsx';

export function useOrderColumns(): readonly Column<Order>[] {
  const { locale, texts } = useSpeech();
  const digitsOf = useDigits();
  const words = texts.orders;
  return [
    { key: 'id', title: words.id, cell: ({ id }) => id },
    { key: 'symbol', title: texts.prices.symbol, cell: ({ symbol }) => <strong>{symbol}</strong> },
    {
      key: 'type',
      title: words.type,
      cell: ({ side, type }) => `${texts.common.sideOf[side]} · ${texts.ticket.types[type]}`,
    },
    {
      key: 'volume',
      title: words.volume,
      figure: true,
      cell: ({ volume }) => formatNumber(locale, volume, 4),
    },
    {
      key: 'price',
      title: words.price,
      figure: true,
      cell: (row) =>
        formatPrice(
          locale,
          row.avgFillPrice ?? row.triggerPrice ?? row.limitPrice,
          digitsOf(row.symbol),
        ),
    },
    {
      key: 'status',
      title: words.status,
      cell: ({ status, reject }) => (
        <span className="wrap">
          <OrderStatus status={status} /> {reject !== null && <Refusal refusal={reject} />}
        </span>
      ),
    },
    {
      key: 'created',
      title: words.created,
      cell: ({ createdAt }) => formatTime(locale, createdAt),
    },
  ];
}
