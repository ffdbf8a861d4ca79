/** Orders that are not done: those that wait can be changed and cancelled, those in doubt say so until they are settled. */
import { safe } from '@faultline/client';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useOpenOrders, type Order } from '../api/queries.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { useNotice } from '../ui/notices.tsx';
import { Table } from '../ui/table.tsx';
import { ModifyOrder } from './modify-order.tsx';
import { useOrderColumns } from './order-columns.tsx';

interface OrdersPanelProps {
  readonly onStory: (orderId: string) => void;
}

export function OrdersPanel({ onStory }: OrdersPanelProps) {
  const texts = useTexts();
  const tell = useNotice();
  const { client } = useDesk();
  const { data: orders = [] } = useOpenOrders();
  const [modified, setModified] = useState<string | null>(null);
  const cancel = useCommand((orderId: string) => safe(client.orders.cancel.mutate({ orderId })));
  const columns = useOrderColumns();
  const order = orders.find(({ id }) => id === modified);
  const takeBack = async (orderId: string): Promise<void> => {
    const cancelled = await cancel.run(orderId);
    if (cancelled !== null) tell(texts.orders.cancelled(orderId));
  };
  const acts = (row: Order) => (
    <span className="actions">
      <Button
        tone="quiet"
        label={`${texts.orders.story} ${row.id}`}
        onPress={() => onStory(row.id)}
      >
        {texts.orders.story}
      </Button>
      {row.status === 'PENDING' && (
        <>
          <Button label={`${texts.orders.modify} ${row.id}`} onPress={() => setModified(row.id)}>
            {texts.orders.modify}
          </Button>
          <Button
            label={`${texts.orders.cancel} ${row.id}`}
            busy={cancel.busy}
            onPress={() => void takeBack(row.id)}
          >
            {texts.orders.cancel}
          </Button>
        </>
      )}
    </span>
  );
  return (
    <>
      {orders.some(({ status }) => status === 'IN_DOUBT') && (
        <p className="failure" role="status" data-outcome="UNKNOWN">
          {texts.orders.doubt}
        </p>
      )}
      <CommandFailure command={cancel} />
      <Table
        caption={texts.orders.title}
        columns={[...columns, { key: 'act', title: '', cell: acts }]}
        rows={orders}
        keyOf={({ id }) => id}
        empty={texts.orders.none}
        toneOf={({ status }) => (status === 'IN_DOUBT' ? 'doubt' : undefined)}
      />
      {order !== undefined && <ModifyOrder order={order} onDone={() => setModified(null)} />}
    </>
  );
}
