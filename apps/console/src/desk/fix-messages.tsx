/** The message explorer of a session: what was sent and received, secrets masked. */
import type { OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Choice, Field, Row } from '../ui/field.tsx';
import { Table, type Column } from '../ui/table.tsx';
import { Answered } from './answered.tsx';

type Asked = Parameters<OrderClient['admin']['fix']['messages']['query']>[0];
type Message = Awaited<
  ReturnType<OrderClient['admin']['fix']['messages']['query']>
>['messages'][number];

const PAGE = 50;

interface FixMessagesProps {
  readonly sessionId: string;
  readonly reference?: string;
  readonly onClose: () => void;
}

export function FixMessages({ sessionId, reference: asked = '', onClose }: FixMessagesProps) {
  const { client } = useDesk();
  const { texts } = useSpeech();
  const words = texts.desk.messages;
  const [direction, setDirection] = useState<'ALL' | 'IN' | 'OUT'>('ALL');
  const [msgType, setMsgType] = useState('');
  const [reference, setReference] = useState(asked);
  const [beforeId, setBeforeId] = useState<number | null>(null);
  const question: Asked = {
    sessionId,
    limit: PAGE,
    ...(direction === 'ALL' ? {} : { direction }),
    ...(msgType === '' ? {} : { msgType }),
    ...(reference === '' ? {} : { reference }),
    ...(beforeId === null ? {} : { beforeId }),
  };
  const messages = useQuery({
    queryKey: ['fix-messages', question],
    queryFn: () => client.admin.fix.messages.query(question),
  });
  const rows = messages.data?.messages ?? [];
  const older = rows.length === PAGE ? (rows.at(-1)?.id ?? null) : null;
  return (
    <Dialog title={words.title(sessionId)} onClose={onClose} wide>
      <div className="form">
        <Row>
          <Choice
            label={words.direction}
            value={direction}
            options={[
              ['ALL', texts.common.all],
              ['IN', words.directions.IN],
              ['OUT', words.directions.OUT],
            ]}
            onChange={setDirection}
          />
          <Field label={words.msgType} value={msgType} onChange={setMsgType} />
          <Field label={words.reference} value={reference} onChange={setReference} />
        </Row>
        <Answered query={messages}>{(data) => <MessageTable rows={data.messages} />}</Answered>
        <div className="actions actions-end">
          {older !== null && <Button onPress={() => setBeforeId(older)}>{words.older}</Button>}
          <Button onPress={onClose}>{texts.common.back}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** As FIX 4.4 names them, in every language. */
const MSG_TYPES: Readonly<Partial<Record<string, string>>> = {
  '0': 'Heartbeat',
  '1': 'TestRequest',
  '2': 'ResendRequest',
  '3': 'Reject',
  '4': 'SequenceReset',
  '5': 'Logout',
  '8': 'ExecutionReport',
  '9': 'OrderCancelReject',
  A: 'Logon',
  D: 'NewOrderSingle',
  F: 'OrderCancelRequest',
  G: 'OrderCancelReplaceRequest',
  H: 'OrderStatusRequest',
  j: 'BusinessMessageReject',
  V: 'MarketDataRequest',
  W: 'MarketDataSnapshotFullRefresh',
  X: 'MarketDataIncrementalRefresh',
  Y: 'MarketDataRequestReject',
  AD: 'TradeCaptureReportRequest',
  AE: 'TradeCaptureReport',
  AF: 'OrderMassStatusRequest',
  AQ: 'TradeCaptureReportRequestAck',
};

/** A line may end between two fields and nowhere else. */
const broken = (text: string): string => text.replaceAll('|', '|\u200b');

function MessageTable({ rows }: { readonly rows: readonly Message[] }) {
  const { locale, texts } = useSpeech();
  const words = texts.desk.messages;
  const columns: readonly Column<Message>[] = [
    {
      key: 'time',
      title: words.time,
      cell: ({ sendingTimeMs }) => formatTime(locale, new Date(sendingTimeMs).toISOString()),
    },
    {
      key: 'direction',
      title: words.direction,
      cell: ({ direction }) => words.directions[direction],
    },
    { key: 'seq', title: words.seq, figure: true, cell: ({ seq }) => seq },
    {
      key: 'type',
      title: words.msgType,
      cell: ({ msgType }) => (
        <>
          {msgType} <span className="faint">{MSG_TYPES[msgType] ?? ''}</span>
        </>
      ),
    },
    {
      key: 'text',
      title: words.text,
      cell: ({ text }) => <span className="mono wrap fields">{broken(text)}</span>,
    },
  ];
  return (
    <Table
      caption={words.text}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      empty={words.none}
    />
  );
}
