/** What the table of MT5 instances shows. */
import { useDesk } from '../api/desk-context.ts';
import { formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge, type BadgeTone } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import type { Column } from '../ui/table.tsx';
import type { Mt5Action } from './mt5-act.tsx';
import type { Mt5Instance } from './mt5-page.tsx';

const TONES: Readonly<Record<Mt5Instance['status'], BadgeTone>> = {
  INACTIVE: 'plain',
  STARTING: 'warn',
  CONNECTING: 'warn',
  CONNECTED: 'good',
  BACKOFF: 'warn',
  DISCONNECTED: 'warn',
  STOPPED: 'plain',
  FAILED: 'bad',
  UPDATE_REQUIRED: 'bad',
  CLOSED: 'bad',
};

export function useMt5Columns(onAct: (action: Mt5Action) => void): readonly Column<Mt5Instance>[] {
  const { locale, texts } = useSpeech();
  const words = texts.desk.mt5;
  return [
    { key: 'id', title: words.instance, cell: ({ instanceId }) => <strong>{instanceId}</strong> },
    { key: 'server', title: words.server, cell: ({ server }) => server },
    { key: 'login', title: words.login, cell: ({ login }) => login },
    {
      key: 'status',
      title: words.status,
      cell: ({ instanceId, status }) => (
        <span data-instance={instanceId} data-status={status}>
          <Badge text={words.statuses[status]} tone={TONES[status]} />
        </span>
      ),
    },
    {
      key: 'error',
      title: words.lastError,
      cell: ({ lastErrorSpace, lastErrorCode, loginFailureReason }) =>
        lastErrorCode !== null && (
          <span className="wrap">
            <span className="mono">
              {lastErrorSpace}:{lastErrorCode}
            </span>{' '}
            {loginFailureReason}
          </span>
        ),
    },
    {
      key: 'attempts',
      title: words.attempts,
      figure: true,
      cell: ({ loginAttemptCount }) => loginAttemptCount,
    },
    {
      key: 'retry',
      title: words.nextRetry,
      cell: ({ nextRetryAt }) => nextRetryAt !== null && formatTime(locale, nextRetryAt),
    },
    {
      key: 'act',
      title: '',
      cell: (instance) => <Mt5Acts instance={instance} onAct={onAct} />,
    },
  ];
}

const RUNNING: ReadonlySet<Mt5Instance['status']> = new Set([
  'STARTING',
  'CONNECTING',
  'CONNECTED',
  'BACKOFF',
  'DISCONNECTED',
]);

interface Mt5ActsProps {
  readonly instance: Mt5Instance;
  readonly onAct: (action: Mt5Action) => void;
}

function Mt5Acts({ instance, onAct }: Mt5ActsProps) {
  const { texts } = useSpeech();
  const { me } = useDesk();
  if (me.user.role !== 'ADMIN') return null;
  const words = texts.desk.mt5;
  const { instanceId, status } = instance;
  const kinds: readonly Mt5Action['kind'][] = RUNNING.has(status)
    ? ['stop']
    : status === 'UPDATE_REQUIRED'
      ? ['updated', 'remove']
      : ['start', 'reset', 'remove'];
  return (
    <span className="actions">
      {kinds.map((kind) => (
        <Button
          key={kind}
          label={`${words[kind]} ${instanceId}`}
          onPress={() => onAct({ kind, instance })}
        >
          {words[kind]}
        </Button>
      ))}
    </span>
  );
}
