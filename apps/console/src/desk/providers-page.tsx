/** Providers and their FIX sessions: how they do, and the switches. */
import { safe, type OrderClient } from '@faultline/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useCommand } from '../api/use-command.ts';
import { CommandFailure } from '../failures/command-failure.tsx';
import { useTexts } from '../texts/texts.ts';
import { Panel } from '../ui/panel.tsx';
import { FixMessages } from './fix-messages.tsx';
import { Hedges } from './hedges.tsx';
import { ProviderPanel } from './provider-panel.tsx';
import { ResetNumbers } from './reset-numbers.tsx';
import { RoutingRules } from './routing-rules.tsx';
import { SessionTable, type SessionAct } from './session-table.tsx';
import { Answered } from './answered.tsx';

export type Provider = Awaited<
  ReturnType<OrderClient['admin']['lp']['status']['query']>
>['lps'][number];
export type FixSession = Awaited<
  ReturnType<OrderClient['admin']['fix']['list']['query']>
>['sessions'][number];

const AGAIN_MS = 2_000;

export function ProvidersPage() {
  return (
    <>
      <ProviderPanel />
      <Sessions />
      <RoutingRules />
      <Hedges />
    </>
  );
}

function Sessions() {
  const { client } = useDesk();
  const texts = useTexts();
  const [act, setAct] = useState<SessionAct | null>(null);
  const sessions = useQuery({
    queryKey: ['fix-sessions'],
    queryFn: () => client.admin.fix.list.query({}),
    refetchInterval: AGAIN_MS,
  });
  const switched = useCommand(({ kind, sessionId }: SessionAct) =>
    safe(
      kind === 'connect'
        ? client.admin.fix.connect.mutate({ sessionId })
        : client.admin.fix.disconnect.mutate({ sessionId }),
    ),
  );
  const onAct = (chosen: SessionAct): void => {
    if (chosen.kind === 'connect' || chosen.kind === 'disconnect') void switched.run(chosen);
    else setAct(chosen);
  };
  const done = (): void => setAct(null);
  return (
    <Panel title={texts.desk.providers.sessions}>
      <CommandFailure command={switched} />
      <Answered query={sessions}>
        {(data) => <SessionTable sessions={data.sessions} busy={switched.busy} onAct={onAct} />}
      </Answered>
      {act?.kind === 'messages' && <FixMessages sessionId={act.sessionId} onClose={done} />}
      {act?.kind === 'reset' && <ResetNumbers sessionId={act.sessionId} onClose={done} />}
    </Panel>
  );
}
