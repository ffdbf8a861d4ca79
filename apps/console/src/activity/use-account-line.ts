/** The account's event stream: each event once, also those of the time that the line was down. */
import type { AccountEvent, LineState } from '@faultline/client';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { NO_ACTIVITY, withEvent, type Activity } from './activity.ts';

export interface AccountLine {
  readonly state: LineState;
  readonly activity: Activity;
}

const IDLE: AccountLine = { state: 'connecting', activity: NO_ACTIVITY };

export function useAccountLine(): AccountLine {
  const { client, account } = useDesk();
  const cache = useQueryClient();
  const [line, setLine] = useState<AccountLine>(IDLE);
  const accountId = account?.id ?? null;
  useEffect(() => {
    setLine(IDLE);
    if (accountId === null) return undefined;
    const open = client.account.follow(
      { accountId },
      {
        onEvent: (event) => {
          if (event.type === 'ACCOUNT_TICK') return;
          setLine((now) => ({ ...now, activity: withEvent(now.activity, event) }));
          readAnew(cache, event);
        },
        onHealth: ({ state }) => setLine((now) => ({ ...now, state })),
      },
    );
    return open.close;
  }, [client, accountId, cache]);
  return line;
}

/** What an event has changed is read again; a RESYNC means that anything may have. */
function readAnew(cache: QueryClient, { type }: AccountEvent): void {
  const touched = type.startsWith('ORDER_')
    ? ['orders', 'positions', 'summary', 'past-orders', 'deals', 'order']
    : type.startsWith('POSITION_')
      ? ['positions', 'summary', 'deals']
      : type === 'WITHDRAWAL_CHANGED'
        ? ['withdrawals', 'withdrawal-limits', 'summary']
        : type === 'BALANCE_CHANGED'
          ? ['summary', 'ledger']
          : null;
  void cache.invalidateQueries(
    touched === null
      ? {}
      : { predicate: ({ queryKey }) => touched.some((name) => name === queryKey[0]) },
  );
}
