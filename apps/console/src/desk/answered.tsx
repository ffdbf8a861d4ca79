/** A question of the back office: its answer, or the failure as a card. */
import { failure } from '@faultline/client';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FailureCard } from '../failures/failure-card.tsx';
import { useTexts } from '../texts/texts.ts';

interface AnsweredProps<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What was last known stays on screen under the failure to learn more. */
export function Answered<T>({ query, children }: AnsweredProps<T>) {
  const texts = useTexts();
  const { data, error, refetch } = query;
  return (
    <>
      {error !== null && <FailureCard failure={failure(error)} onRetry={() => void refetch()} />}
      {data !== undefined && children(data)}
      {data === undefined && error === null && <p className="empty">{texts.common.loading}</p>}
    </>
  );
}
