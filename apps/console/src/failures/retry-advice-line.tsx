/** The line that says when trying again makes sense, counting down while that is near. */
import type { Failure } from '@faultline/client';
import { Button } from '../ui/button.tsx';
import { formatTime } from '../texts/format.ts';
import { useSpeech } from '../texts/texts.ts';
import { adviceOf } from './retry-advice.ts';
import { useNow } from './use-now.ts';

const TICK_MS = 250;
const SECOND_MS = 1_000;

interface RetryAdviceProps {
  readonly failure: Pick<Failure, 'retry' | 'details'>;
  readonly shownAtMs: number;
  readonly onRetry?: (() => void) | undefined;
}

export function RetryAdvice({ failure, shownAtMs, onRetry }: RetryAdviceProps) {
  const { locale, texts } = useSpeech();
  const nowMs = useNow(TICK_MS);
  const words = texts.failure;
  const advice = adviceOf(failure, shownAtMs);
  if (advice.kind === 'never') return <>{words.retries.never}</>;
  if (advice.kind === 'refresh') return <>{words.retries.refresh}</>;
  if (advice.kind === 'same-key') return <>{words.retries.sameKey}</>;
  if (nowMs < advice.atMs) {
    if (!advice.countdown) return <>{words.retryAt(formatTime(locale, isoOf(advice.atMs)))}</>;
    const seconds = Math.ceil((advice.atMs - nowMs) / SECOND_MS);
    return <span role="timer">{words.retryIn(String(seconds))}</span>;
  }
  return (
    <span className="actions">
      {words.retryNow}
      {onRetry !== undefined && <Button onPress={onRetry}>{words.again}</Button>}
    </span>
  );
}

const isoOf = (ms: number): string => new Date(ms).toISOString();
