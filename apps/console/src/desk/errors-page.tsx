/** The error explorer: what failed, how often, when; and any one failure by the id that its user named. */
import type { OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pageNowMs } from '../adapters/clock.ts';
import { useDesk } from '../api/desk-context.ts';
import { PagedTable } from '../history/paged-table.tsx';
import { usePages } from '../history/use-pages.ts';
import { formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Choice, Field, Row } from '../ui/field.tsx';
import { Panel } from '../ui/panel.tsx';
import type { Column } from '../ui/table.tsx';
import { Answered } from './answered.tsx';
import { countsByCode, countsByTime, filterOf } from './error-counts.ts';
import { CountBars, TimeBars } from './error-charts.tsx';
import { ErrorEntry } from './error-entry.tsx';

export type Entry = Awaited<ReturnType<OrderClient['errors']['search']['query']>>['items'][number];

const HOURS = ['1', '24', '168'] as const;
const HOUR_MS = 3_600_000;
const AGAIN_MS = 5_000;
/** How finely time is cut, up to so many hours. */
const BUCKETS = [
  ['minute', 60_000, 1],
  ['hour', HOUR_MS, 48],
  ['day', 24 * HOUR_MS, Number.POSITIVE_INFINITY],
] as const;

export function ErrorsPage() {
  const { texts } = useSpeech();
  const words = texts.desk.errors;
  const [hours, setHours] = useState<(typeof HOURS)[number]>('24');
  const [sought, setSought] = useState('');
  return (
    <>
      <Panel title={words.title}>
        <Row>
          <Field label={words.search} value={sought} onChange={setSought} />
          <Choice
            label={words.time}
            value={hours}
            options={HOURS.map((key) => [key, words.lastHours(key)])}
            onChange={setHours}
          />
        </Row>
      </Panel>
      <Charts hours={Number(hours)} onCode={setSought} />
      <Records sought={sought.trim()} hours={Number(hours)} />
    </>
  );
}

interface ChartsProps {
  readonly hours: number;
  readonly onCode: (code: string) => void;
}

function Charts({ hours, onCode }: ChartsProps) {
  const { client } = useDesk();
  const words = useSpeech().texts.desk.errors;
  const [bucket, bucketMs] = BUCKETS.find(([, , most]) => hours <= most) ?? BUCKETS[2];
  const stats = useQuery({
    queryKey: ['error-stats', hours],
    queryFn: async () => {
      const toMs = pageNowMs();
      const fromMs = toMs - hours * HOUR_MS;
      const from = new Date(fromMs).toISOString();
      const { counts } = await client.errors.stats.query({ from, bucket });
      return { counts, span: { fromMs, toMs, bucketMs } };
    },
    refetchInterval: AGAIN_MS,
  });
  return (
    <div className="columns">
      <Panel title={words.byCode}>
        <Answered query={stats}>
          {({ counts }) => <CountBars counts={countsByCode(counts)} onChoose={onCode} />}
        </Answered>
      </Panel>
      <Panel title={words.byTime}>
        <Answered query={stats}>
          {({ counts, span }) => <TimeBars counts={countsByTime(counts, span)} />}
        </Answered>
      </Panel>
    </div>
  );
}

function Records({ sought, hours }: { readonly sought: string; readonly hours: number }) {
  const { client } = useDesk();
  const words = useSpeech().texts.desk.errors;
  const [shown, show] = useState<Entry | null>(null);
  const pages = usePages<Entry>(['errors', sought, hours], (page) =>
    client.errors.search.query({
      ...filterOf(sought),
      from: new Date(pageNowMs() - hours * HOUR_MS).toISOString(),
      ...page,
    }),
  );
  return (
    <Panel title={words.records}>
      <PagedTable
        caption={words.records}
        columns={useEntryColumns(show)}
        pages={pages}
        keyOf={({ id }) => id}
        empty={words.none}
      />
      {shown !== null && <ErrorEntry entry={shown} onClose={() => show(null)} />}
    </Panel>
  );
}

function useEntryColumns(show: (entry: Entry) => void): readonly Column<Entry>[] {
  const { locale, texts } = useSpeech();
  const words = texts.desk.errors;
  return [
    { key: 'at', title: words.time, cell: ({ at }) => formatTime(locale, at) },
    { key: 'service', title: words.service, cell: ({ service }) => service },
    { key: 'code', title: words.code, cell: ({ code }) => <span className="mono">{code}</span> },
    {
      key: 'procedure',
      title: words.procedure,
      cell: ({ procedure }) => <span className="mono">{procedure}</span>,
    },
    {
      key: 'request',
      title: texts.failure.requestId,
      cell: ({ requestId }) => <span className="mono">{requestId}</span>,
    },
    {
      key: 'order',
      title: texts.orders.id,
      cell: ({ orderId }) => orderId !== null && <span className="mono">{orderId}</span>,
    },
    {
      key: 'act',
      title: '',
      cell: (entry) => (
        <Button label={`${words.details} ${entry.id}`} onPress={() => show(entry)}>
          {words.details}
        </Button>
      ),
    },
  ];
}
