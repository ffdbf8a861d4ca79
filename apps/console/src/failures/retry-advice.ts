/** May I try again, and when? A failure's retry as an instant, for a countdown or a time of day. */
import type { Failure } from '@faultline/client';

/** Further away than this is told as a time of day, not counted down. */
const COUNTDOWN_MAX_MS = 10 * 60_000;

export type Advice =
  | { readonly kind: 'never' }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'same-key' }
  /** From then on; `countdown` while it is near enough to watch. */
  | { readonly kind: 'from'; readonly atMs: number; readonly countdown: boolean };

/** `shownAtMs` is when the failure arrived: waits are counted from there. */
export function adviceOf(
  { retry, details }: Pick<Failure, 'retry' | 'details'>,
  shownAtMs: number,
): Advice {
  switch (retry.kind) {
    case 'never':
    case 'refresh':
    case 'same-key':
      return { kind: retry.kind };
    case 'after':
      return from(shownAtMs + retry.afterMs, shownAtMs);
    case 'backoff':
      // Whoever is away and says until when is not asked before.
      return from(restoreAtMs(details) ?? shownAtMs + (retry.delaysMs[0] ?? 0), shownAtMs);
    case 'at':
      return from(Date.parse(retry.at), shownAtMs);
  }
}

function restoreAtMs(details: unknown): number | null {
  if (!(details instanceof Object)) return null;
  const restore: unknown = Reflect.get(details, 'estimatedRestore');
  return typeof restore === 'string' ? Date.parse(restore) : null;
}

function from(atMs: number, shownAtMs: number): Advice {
  if (Number.isNaN(atMs)) return { kind: 'never' };
  return { kind: 'from', atMs, countdown: atMs - shownAtMs <= COUNTDOWN_MAX_MS };
}
