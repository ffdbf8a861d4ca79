/** MT5 terminals under login supervision: how each does, why, when it tries again, and what an operator can do. */
import type { OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Table } from '../ui/table.tsx';
import { AddMt5Instance } from './add-mt5-instance.tsx';
import { Answered } from './answered.tsx';
import { Mt5Act, type Mt5Action } from './mt5-act.tsx';
import { useMt5Columns } from './mt5-columns.tsx';
import { Mt5Policy } from './mt5-policy.tsx';

export type Mt5Instance = Awaited<
  ReturnType<OrderClient['admin']['mt5']['instances']['list']['query']>
>[number];

const AGAIN_MS = 2_000;

export function Mt5Page() {
  const { client, me } = useDesk();
  const words = useTexts().desk.mt5;
  const [adding, setAdding] = useState(false);
  const [action, setAction] = useState<Mt5Action | null>(null);
  const instances = useQuery({
    queryKey: ['mt5'],
    queryFn: () => client.admin.mt5.instances.list.query({}),
    refetchInterval: AGAIN_MS,
  });
  const columns = useMt5Columns(setAction);
  const isAdmin = me.user.role === 'ADMIN';
  return (
    <>
      <Panel
        title={words.title}
        actions={isAdmin && <Button onPress={() => setAdding(true)}>{words.add}</Button>}
      >
        <Answered query={instances}>
          {(rows) => (
            <Table
              caption={words.title}
              columns={columns}
              rows={rows}
              keyOf={({ instanceId }) => instanceId}
              empty={words.none}
            />
          )}
        </Answered>
        {adding && <AddMt5Instance onDone={() => setAdding(false)} />}
        {action !== null && <Mt5Act action={action} onDone={() => setAction(null)} />}
      </Panel>
      <Mt5Policy />
    </>
  );
}
