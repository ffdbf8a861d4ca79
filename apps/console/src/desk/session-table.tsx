/** FIX sessions with their states and numbers, and what can be done with each. */
import { useDesk } from '../api/desk-context.ts';
import { useTexts } from '../texts/texts.ts';
import { Badge, type BadgeTone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Table, type Column } from '../ui/table.tsx';
import type { FixSession } from './providers-page.tsx';

export interface SessionAct {
  readonly kind: 'connect' | 'disconnect' | 'messages' | 'reset';
  readonly sessionId: string;
}

interface SessionTableProps {
  readonly sessions: readonly FixSession[];
  readonly busy: boolean;
  readonly onAct: (act: SessionAct) => void;
}

const GOOD: ReadonlySet<FixSession['status']> = new Set(['LOGGED_ON']);
const BAD: ReadonlySet<FixSession['status']> = new Set(['SEQUENCE_ERROR', 'AUTH_FAILED']);

const toneOf = (status: FixSession['status']): BadgeTone =>
  GOOD.has(status) ? 'good' : BAD.has(status) ? 'bad' : status === 'STOPPED' ? 'plain' : 'warn';

export function SessionTable({ sessions, busy, onAct }: SessionTableProps) {
  const words = useTexts().desk.providers;
  const columns: readonly Column<FixSession>[] = [
    { key: 'id', title: words.session, cell: ({ id, lp }) => `${id} (${lp})` },
    { key: 'purpose', title: words.purpose, cell: ({ purpose }) => words.purposes[purpose] },
    {
      key: 'status',
      title: words.status,
      cell: ({ id, status }) => (
        <span data-session={id} data-status={status}>
          <Badge text={words.statuses[status]} tone={toneOf(status)} />
        </span>
      ),
    },
    {
      key: 'next',
      title: words.next,
      figure: true,
      cell: ({ nextOutSeq, nextInSeq }) => `${nextOutSeq} / ${nextInSeq}`,
    },
    {
      key: 'error',
      title: words.lastError,
      cell: ({ lastError }) => lastError !== null && <span className="wrap">{lastError}</span>,
    },
    {
      key: 'act',
      title: '',
      cell: (session) => <SessionActs session={session} busy={busy} onAct={onAct} />,
    },
  ];
  return (
    <Table
      caption={words.sessions}
      columns={columns}
      rows={sessions}
      keyOf={({ id }) => id}
      empty="–"
    />
  );
}

interface SessionActsProps {
  readonly session: FixSession;
  readonly busy: boolean;
  readonly onAct: (act: SessionAct) => void;
}

function SessionActs({ session, busy, onAct }: SessionActsProps) {
  const words = useTexts().desk.providers;
  const { me } = useDesk();
  const { id, status } = session;
  const button = (kind: SessionAct['kind'], enabled = true) => (
    <Button
      label={`${words[kind]} ${id}`}
      disabled={!enabled || busy}
      onPress={() => onAct({ kind, sessionId: id })}
    >
      {words[kind]}
    </Button>
  );
  return (
    <span className="actions">
      {button('messages')}
      {me.user.role === 'ADMIN' && (
        <>
          {status === 'STOPPED' ? button('connect') : button('disconnect')}
          {button('reset', status === 'STOPPED')}
        </>
      )}
    </span>
  );
}
