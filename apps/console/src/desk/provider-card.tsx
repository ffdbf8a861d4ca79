/** One provider: whether it takes orders, and how it has done lately. */
import type { ReactNode } from 'react';
import { formatNumber, formatPercent, formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { Badge } from '../ui/badge.tsx';
import type { Provider } from './providers-page.tsx';

const WHOLE = 100;

interface ProviderCardProps {
  readonly provider: Provider;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

export function ProviderCard({ provider, children }: ProviderCardProps) {
  const { locale, texts } = useSpeech();
  const words = texts.desk.providers;
  const { health } = provider;
  const share = (value: number | null): string =>
    formatPercent(locale, value === null ? null : value * WHOLE);
  const ms = (value: number | null): string => formatNumber(locale, value, 1);
  const facts = [
    [words.breaker, words.breakers[provider.breaker]],
    [words.lastQuote, <span className="nowrap">{formatTime(locale, provider.lastQuoteTime)}</span>],
    [words.fillRate, share(health.fillRate)],
    [words.rejectRate, share(health.rejectRate)],
    [words.latency, `${ms(health.latencyP50Ms)} / ${ms(health.latencyP95Ms)} ms`],
  ] as const;
  return (
    <article className="card" data-provider={provider.id}>
      <h3>
        {provider.name} <ProviderState provider={provider} />
      </h3>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {children}
    </article>
  );
}

function ProviderState({ provider }: { readonly provider: Provider }) {
  const words = useSpeech().texts.desk.providers;
  if (!provider.enabled) return <Badge tone="plain" text={words.disabled} />;
  return provider.connected ? (
    <Badge tone="good" text={words.connected} />
  ) : (
    <Badge tone="bad" text={words.notConnected} />
  );
}
