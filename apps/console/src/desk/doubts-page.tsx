/** Orders of which nobody knows whether they were executed, and the way to settle one by evidence. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import type { Order } from '../api/queries.ts';
import { useOrderColumns } from '../orders/order-columns.tsx';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table, type Column } from '../ui/table.tsx';
import { ResolveOrder } from './resolve-order.tsx';
import { Answered } from './answered.tsx';

const AGAIN_MS = 2_000;

export function DoubtsPage() {
  const { client, me } = useDesk();
  const texts = useTexts();
  const words = texts.desk.doubts;
  const [settled, settle] = useState<Order | null>(null);
  const doubts = useQuery({
    queryKey: ['doubts'],
    queryFn: () => client.admin.orders.list.query({ status: ['IN_DOUBT'], limit: 200 }),
    refetchInterval: AGAIN_MS,
  });
  const columns: readonly Column<Order>[] = [
    ...useOrderColumns(),
    {
      key: 'act',
      title: '',
      cell: (order) =>
        me.user.role === 'ADMIN' && (
          <Button label={`${words.resolve} ${order.id}`} onPress={() => settle(order)}>
            {words.resolve}
          </Button>
        ),
    },
  ];
  return (
    <Panel title={words.title}>
      <Answered query={doubts}>
        {({ items }) => (
          <Table
            caption={words.title}
            columns={columns}
            rows={items}
            keyOf={({ id }) => id}
            empty={words.none}
          />
        )}
      </Answered>
      {settled !== null && <ResolveOrder order={settled} onDone={() => settle(null)} />}
    </Panel>
  );
}
