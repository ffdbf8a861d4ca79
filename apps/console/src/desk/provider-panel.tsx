/** The providers side by side, and for administrators how each is set. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useDesk } from '../api/desk-context.ts';
import { useTexts } from '../texts/texts.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/panel.tsx';
import { Answered } from './answered.tsx';
import { ProviderCard } from './provider-card.tsx';
import { NEW_PROVIDER, ProviderSettings } from './provider-settings.tsx';
import type { Provider } from './providers-page.tsx';
import { SwitchProvider } from './switch-provider.tsx';

const AGAIN_MS = 2_000;

type Act = { readonly kind: 'add' } | { readonly kind: 'set' | 'switch'; readonly of: Provider };

export function ProviderPanel() {
  const { client, me } = useDesk();
  const { providers: titles, provider: words } = useTexts().desk;
  const [act, setAct] = useState<Act | null>(null);
  const isAdmin = me.user.role === 'ADMIN';
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: () => client.admin.lp.status.query({}),
    refetchInterval: AGAIN_MS,
  });
  const done = (): void => setAct(null);
  return (
    <Panel
      title={titles.title}
      actions={isAdmin && <Button onPress={() => setAct({ kind: 'add' })}>{words.add}</Button>}
    >
      <Answered query={providers}>
        {({ lps }) => (
          <div className="cards">
            {lps.map((of) => (
              <ProviderCard key={of.id} provider={of}>
                {isAdmin && <Switches of={of} onAct={setAct} />}
              </ProviderCard>
            ))}
          </div>
        )}
      </Answered>
      {act?.kind === 'add' && <ProviderSettings config={NEW_PROVIDER} onDone={done} />}
      {act?.kind === 'set' && <KnownSettings lp={act.of.id} onDone={done} />}
      {act?.kind === 'switch' && (
        <SwitchProvider lp={act.of.id} enabled={!act.of.enabled} onDone={done} />
      )}
    </Panel>
  );
}

interface SwitchesProps {
  readonly of: Provider;
  readonly onAct: (act: Act) => void;
}

function Switches({ of, onAct }: SwitchesProps) {
  const words = useTexts().desk.provider;
  const turn = of.enabled ? words.disable : words.enable;
  return (
    <div className="actions">
      <Button label={`${words.settings} ${of.id}`} onPress={() => onAct({ kind: 'set', of })}>
        {words.settings}
      </Button>
      <Button label={`${turn} ${of.id}`} onPress={() => onAct({ kind: 'switch', of })}>
        {turn}
      </Button>
    </div>
  );
}

/** Read when it is opened, and not again under whoever is typing. */
function KnownSettings({ lp, onDone }: { readonly lp: string; readonly onDone: () => void }) {
  const { client } = useDesk();
  const config = useQuery({
    queryKey: ['provider-config', lp],
    queryFn: () => client.admin.lp.get.query({ lp }),
    gcTime: 0,
  });
  return (
    <Answered query={config}>
      {(known) => <ProviderSettings config={known} onDone={onDone} />}
    </Answered>
  );
}
