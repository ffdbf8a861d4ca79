/** What has happened on the account: orders, deals, and every movement of its money. */
import type { OrderClient } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useDigits } from '../api/queries.ts';
import { useOrderColumns } from '../orders/order-columns.tsx';
import { formatGain, formatMoney, formatNumber, formatPrice, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Panel } from '../ui/panel.tsx';
import type { Column } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { PagedTable } from './paged-table.tsx';
import { usePages } from './use-pages.ts';

type Deal = Awaited<ReturnType<OrderClient['history']['deals']['query']>>['items'][number];
type Entry = Awaited<ReturnType<OrderClient['history']['ledger']['query']>>['items'][number];

export function HistoryPage() {
  const { texts } = useSpeech();
  const words = texts.history;
  const [shown, show] = useState<'orders' | 'deals' | 'ledger'>('orders');
  return (
    <Panel title={words.title}>
      <Tabs
        label={words.title}
        tabs={[
          ['orders', words.orders],
          ['deals', words.deals],
          ['ledger', words.ledger],
        ]}
        chosen={shown}
        onChoose={show}
      >
        {shown === 'orders' && <PastOrders />}
        {shown === 'deals' && <Deals />}
        {shown === 'ledger' && <Ledger />}
      </Tabs>
    </Panel>
  );
}

function PastOrders() {
  const { client, account } = useDesk();
  const { texts } = useSpeech();
  const of = account === null ? {} : { accountId: account.id };
  const pages = usePages(['past-orders', account?.id], (page) =>
    client.history.orders.query({ ...of, ...page }),
  );
  return (
    <PagedTable
      caption={texts.history.orders}
      columns={useOrderColumns()}
      pages={pages}
      keyOf={({ id }) => id}
    />
  );
}

function Deals() {
  const { client, account } = useDesk();
  const { texts } = useSpeech();
  const of = account === null ? {} : { accountId: account.id };
  const pages = usePages(['deals', account?.id], (page) =>
    client.history.deals.query({ ...of, ...page }),
  );
  return (
    <PagedTable
      caption={texts.history.deals}
      columns={useDealColumns()}
      pages={pages}
      keyOf={({ id }) => id}
    />
  );
}

function useDealColumns(): readonly Column<Deal>[] {
  const { locale, texts } = useSpeech();
  const { account } = useDesk();
  const digitsOf = useDigits();
  const words = texts.history;
  const currency = account?.currency ?? 'USD';
  return [
    { key: 'id', title: words.deals, cell: ({ id }) => id },
    { key: 'time', title: words.time, cell: ({ time }) => formatTime(locale, time) },
    { key: 'symbol', title: texts.prices.symbol, cell: ({ symbol }) => symbol },
    { key: 'side', title: texts.positions.side, cell: ({ side }) => texts.common.sideOf[side] },
    { key: 'entry', title: words.entry, cell: ({ entry }) => words.entries[entry] },
    {
      key: 'volume',
      title: texts.positions.volume,
      figure: true,
      cell: ({ volume }) => formatNumber(locale, volume, 4),
    },
    {
      key: 'price',
      title: words.price,
      figure: true,
      cell: ({ price, symbol }) => formatPrice(locale, price, digitsOf(symbol)),
    },
    {
      key: 'profit',
      title: words.profit,
      figure: true,
      cell: ({ profit }) => formatGain(locale, profit, currency),
    },
    {
      key: 'commission',
      title: words.commission,
      figure: true,
      cell: ({ commission }) => formatMoney(locale, commission, currency),
    },
  ];
}

function Ledger() {
  const { client, account } = useDesk();
  const { locale, texts } = useSpeech();
  const words = texts.history;
  const of = account === null ? {} : { accountId: account.id };
  const pages = usePages<Entry>(['ledger', account?.id], (page) =>
    client.history.ledger.query({ ...of, ...page }),
  );
  const columns: readonly Column<Entry>[] = [
    { key: 'time', title: words.time, cell: ({ createdAt }) => formatTime(locale, createdAt) },
    { key: 'type', title: words.kind, cell: ({ type }) => words.kinds[type] },
    {
      key: 'amount',
      title: words.amount,
      figure: true,
      cell: ({ amount, currency }) => formatGain(locale, amount, currency),
    },
    {
      key: 'balance',
      title: words.balanceAfter,
      figure: true,
      cell: ({ balanceAfter, currency }) => formatMoney(locale, balanceAfter, currency),
    },
    {
      key: 'reference',
      title: words.reference,
      cell: ({ reference, refId }) => <span className="mono">{reference ?? refId}</span>,
    },
  ];
  return (
    <PagedTable caption={words.ledger} columns={columns} pages={pages} keyOf={({ id }) => id} />
  );
}
