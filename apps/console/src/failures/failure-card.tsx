/** A failure as its reader needs it: was it executed, may I try again and when, why with the numbers, what to do. */
import type { Failure } from '@faultline/client';
import { useId, useState } from 'react';
import { pageNowMs } from '../adapters/clock.ts';
import { Button } from '../ui/button.tsx';
import { useSpeech } from '../texts/texts.ts';
import { RetryAdvice } from './retry-advice-line.tsx';
import { Reference } from './reference.tsx';
import { tell } from './told.ts';

interface FailureCardProps {
  readonly failure: Failure;
  /** Offered when and as soon as trying again makes sense. */
  readonly onRetry?: (() => void) | undefined;
  /** Offered when nobody knows whether it was executed. */
  readonly onResolve?: (() => void) | undefined;
  readonly onDismiss?: (() => void) | undefined;
}

export function FailureCard({ failure, onRetry, onResolve, onDismiss }: FailureCardProps) {
  const { locale, texts } = useSpeech();
  const id = useId();
  const [shownAtMs] = useState(() => pageNowMs());
  const told = tell(failure, locale);
  const words = texts.failure;
  return (
    <article
      className="failure"
      role="alert"
      aria-labelledby={id}
      data-code={failure.code}
      data-outcome={failure.outcome}
    >
      <header className="failure-head">
        <p className="failure-title" id={id}>
          {told.detail === '' ? told.message : told.detail}
        </p>
        {onDismiss !== undefined && (
          <Button tone="quiet" onPress={onDismiss} label={words.dismiss}>
            ✕
          </Button>
        )}
      </header>
      {told.reason !== null && <p>{told.reason}</p>}
      <dl className="facts stacked">
        <dt>{words.executed}</dt>
        <dd>{words.outcomes[failure.outcome]}</dd>
        <dt>{words.retry}</dt>
        <dd>
          <RetryAdvice failure={failure} shownAtMs={shownAtMs} onRetry={onRetry} />
        </dd>
      </dl>
      {failure.outcome === 'UNKNOWN' && onResolve !== undefined && (
        <div className="actions">
          <Button tone="primary" onPress={onResolve}>
            {words.resolve}
          </Button>
        </div>
      )}
      <Steps title={words.todo} steps={told.solution} />
      <Reference failure={failure} />
    </article>
  );
}

function Steps({ title, steps }: { readonly title: string; readonly steps: readonly string[] }) {
  if (steps.length === 0) return null;
  return (
    <div>
      <h3>{title}</h3>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  );
}
