/** One failure from the journal: its references, its code explained, and the FIX messages of the order that it was about. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { tell } from '../failures/told.ts';
import { formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { Entry } from './errors-page.tsx';
import { FixMessages } from './fix-messages.tsx';

export function ErrorEntry({
  entry,
  onClose,
}: {
  readonly entry: Entry;
  readonly onClose: () => void;
}) {
  const { locale, texts } = useSpeech();
  const words = texts.desk.errors;
  const facts = [
    [words.time, formatTime(locale, entry.at)],
    [words.service, entry.service],
    [words.procedure, entry.procedure],
    [words.outcome, entry.outcome],
    ['HTTP', String(entry.httpStatus)],
    [texts.failure.requestId, entry.requestId],
    ['errorId', entry.errorId],
    [texts.orders.id, entry.orderId],
    ['LP', entry.lp],
    [texts.desk.mt5.instance, entry.instanceId],
    [texts.bar.account, entry.account],
    [words.user, entry.user],
  ].filter((fact): fact is [string, string] => fact[1] !== null);
  return (
    <Dialog title={entry.code} onClose={onClose}>
      <div className="form">
        <p>{tell({ code: entry.code }, locale).message}</p>
        <dl className="facts">
          {facts.map(([name, value]) => (
            <div key={name} className="fact">
              <dt>{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
        {entry.orderId !== null && <LinkedMessages entry={entry} orderId={entry.orderId} />}
        <div className="actions actions-end">
          <Button onPress={onClose}>{texts.common.back}</Button>
        </div>
      </div>
    </Dialog>
  );
}

/** What the order is called towards the first provider that had it. */
const FIRST_LEG = 1;

interface LinkedMessagesProps {
  readonly entry: Entry;
  readonly orderId: string;
}

/** By the order sessions of the provider that had it; of every provider when that is not known. */
function LinkedMessages({ entry, orderId }: LinkedMessagesProps) {
  const { client } = useDesk();
  const words = useSpeech().texts.desk.errors;
  const [sessionId, setSessionId] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ['fix-sessions'],
    queryFn: () => client.admin.fix.list.query({}),
  });
  const sessions = (data?.sessions ?? []).filter(
    ({ lp, purpose }) => purpose === 'ORDERS' && (entry.lp === null || entry.lp === lp),
  );
  return (
    <div className="actions">
      {sessions.map(({ id }) => (
        <Button key={id} onPress={() => setSessionId(id)}>
          {words.linked} ({id})
        </Button>
      ))}
      {sessionId !== null && (
        <FixMessages
          sessionId={sessionId}
          reference={`${orderId}-${FIRST_LEG}`}
          onClose={() => setSessionId(null)}
        />
      )}
    </div>
  );
}
