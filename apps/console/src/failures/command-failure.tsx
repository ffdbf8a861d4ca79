/** How a command failed, with the ways on: the same once more, or asking what became of it. */
import type { Command } from '../api/use-command.ts';
import { FailureCard } from './failure-card.tsx';

interface CommandFailureProps<I, T> {
  readonly command: Command<I, T>;
  readonly onResolve?: (() => void) | undefined;
}

export function CommandFailure<I, T>({ command, onResolve }: CommandFailureProps<I, T>) {
  const { failure, last, run, dismiss } = command;
  if (failure === null) return null;
  const again = last === null ? undefined : () => void run(last);
  return (
    <FailureCard failure={failure} onRetry={again} onResolve={onResolve} onDismiss={dismiss} />
  );
}
