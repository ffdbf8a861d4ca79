/** What to do after a failed try. The rules are the catalogue's; here they meet the tries, the key and the budget. */
import { planRetry, type RetryPlan } from '@faultline/errors';
import type { Failure } from '../failure.ts';
import { foreignWaitMs } from './foreign-answer.ts';

/** Of one call, the first one included: the load on a server in trouble is at most so many times what was asked. */
const TRIES_MAX = 3;
const SAME_KEY_DELAY_MS = 1_000;

export interface Tried {
  readonly kind: 'query' | 'mutation';
  readonly key: string | null;
  /** From 1. */
  readonly attempt: number;
  readonly deadlineMs: number;
  readonly budgetLeft: boolean;
}

export type Step =
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'refresh' }
  | { readonly kind: 'give-up' };

const GIVE_UP: Step = { kind: 'give-up' };

/** @param random - From 0 up to 1. */
export function nextStep(
  failed: Failure,
  tried: Tried,
  { nowMs, random }: { readonly nowMs: number; readonly random: number },
): Step {
  const { kind, key, attempt, deadlineMs, budgetLeft } = tried;
  if (attempt >= TRIES_MAX) return GIVE_UP;
  const { code, details, outcome } = failed;
  // A refusal that was decided is kept under the key, so the key would only bring it back: whoever wants another
  // decision makes another command.
  const repeatable = key !== null && !isDecision(failed);
  const plan = planRetry(
    { code, details, outcome, kind, keyed: repeatable, priced: true, attempt },
    { nowMs, random, deadlineMs, budgetLeft },
  );
  const ms = waitMs(plan, failed);
  if (ms === null) return plan.kind === 'refresh' ? { kind: 'refresh' } : GIVE_UP;
  const askedMs = Math.max(ms, foreignWaitMs(failed.cause) ?? 0);
  return budgetLeft && nowMs + askedMs < deadlineMs ? { kind: 'wait', ms: askedMs } : GIVE_UP;
}

/** An order in doubt is not asked for by sending it again: it has an id, and its caller something better to do. */
function waitMs(plan: RetryPlan, { code }: Failure): number | null {
  if (plan.kind === 'wait') return plan.ms;
  return plan.kind === 'query-by-key' && code !== 'LP_TIMEOUT' ? SAME_KEY_DELAY_MS : null;
}

function isDecision({ category, code }: Failure): boolean {
  if (code === 'DUPLICATE_REQUEST') return false;
  return category === 'TRADING' || category === 'LP' || category === 'ACCOUNT';
}
