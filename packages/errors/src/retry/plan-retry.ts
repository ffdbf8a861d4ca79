/**
 * What to do after a failed call: one pure function over the failure's own facts. Time, chance and the budget are
 * arguments; nothing here waits.
 */
import type { AnyCode, Details } from '../catalogue/index.ts';
import { retryOf } from '../row.ts';
import type { Outcome, Retry } from '../spec.ts';

export interface FailedCall {
  readonly code: AnyCode;
  readonly details: Details<AnyCode>;
  readonly outcome: Outcome;
  /** A question may always be asked again; a command only under rules. */
  readonly kind: 'query' | 'mutation';
  /** The command carried an idempotency key, and the repetition will carry the same. */
  readonly keyed: boolean;
  /** It takes a market price: a later one is another decision, which only a person can take. */
  readonly priced: boolean;
  /** Tries made so far, from 1. */
  readonly attempt: number;
}

/** A configured list in place of the row's own. It may change how often and how fast, never what is safe. */
export interface RetryOverride {
  readonly retryable: boolean;
  readonly maxRetries: number;
  readonly backoffMs: readonly number[];
}

export interface RetryFacts {
  readonly nowMs: number;
  /** From 0 up to 1, for jitter. */
  readonly random: number;
  /** When the caller loses interest, epoch milliseconds. */
  readonly deadlineMs: number;
  /** False when too many retries are under way already: see `RetryBudget`. */
  readonly budgetLeft: boolean;
  readonly override?: RetryOverride | undefined;
}

export type RetryPlan =
  | { readonly kind: 'wait'; readonly ms: number }
  /** Get a new token, then repeat at once. */
  | { readonly kind: 'refresh' }
  /** The outcome is unknown: ask by the key what became of the first try. */
  | { readonly kind: 'query-by-key' }
  /** Only the caller can decide; `atMs` is when it makes sense, where that is known. */
  | { readonly kind: 'ask-user'; readonly atMs: number | null }
  | {
      readonly kind: 'give-up';
      readonly why: 'never' | 'attempts' | 'deadline' | 'budget' | 'unsafe';
    };

const REFRESH_MAX = 1;
const AFTER_MAX = 5;
const SAME_KEY_MAX = 3;
const SAME_KEY_DELAYS_MS = [1_000, 2_000];
const JITTER = 0.2;

export function planRetry(call: FailedCall, facts: RetryFacts): RetryPlan {
  const retry = configuredRetry(retryOf(call.code, call.details), facts.override);
  switch (retry.kind) {
    case 'never':
      return { kind: 'give-up', why: 'never' };
    case 'refresh':
      return call.attempt > REFRESH_MAX ? giveUp('attempts') : { kind: 'refresh' };
    case 'at':
      return at(retry, call, facts);
    case 'same-key':
      return sameKey(call, facts);
    case 'after':
    case 'backoff':
      return repeat(retry, call, facts);
  }
}

/**
 * A row's own retry under a configured one. The list replaces a list; a wait that the failure itself names stands, and so
 * does every `never`, for repeating wrong credentials or a refusal helps nobody.
 */
export function configuredRetry(own: Retry, override: RetryOverride | undefined): Retry {
  if (override === undefined) return own;
  switch (own.kind) {
    case 'backoff':
      return override.retryable
        ? { kind: 'backoff', delaysMs: override.backoffMs, max: override.maxRetries }
        : { kind: 'never' };
    case 'after':
    case 'at':
      return override.retryable ? own : { kind: 'never' };
    case 'never':
    case 'refresh':
    case 'same-key':
      return own;
  }
}

const giveUp = (why: 'attempts' | 'deadline' | 'budget' | 'unsafe'): RetryPlan => ({
  kind: 'give-up',
  why,
});

/** A closed market opens without us: a question may wait for it, an order is a new decision. */
function at(retry: Extract<Retry, { kind: 'at' }>, call: FailedCall, facts: RetryFacts): RetryPlan {
  const atMs = Date.parse(retry.at);
  if (call.kind === 'mutation') return { kind: 'ask-user', atMs };
  return wait(Math.max(0, atMs - facts.nowMs), facts);
}

/** An unknown outcome is asked for before anything is repeated; without a key nothing can be. */
function sameKey(call: FailedCall, facts: RetryFacts): RetryPlan {
  if (call.attempt > SAME_KEY_MAX) return giveUp('attempts');
  if (call.kind === 'mutation') {
    if (!call.keyed) return giveUp('unsafe');
    if (call.outcome === 'UNKNOWN') return { kind: 'query-by-key' };
  }
  return wait(jittered(delayOf(SAME_KEY_DELAYS_MS, call.attempt), facts), facts);
}

function repeat(
  retry: Extract<Retry, { kind: 'after' | 'backoff' }>,
  call: FailedCall,
  facts: RetryFacts,
): RetryPlan {
  if (call.kind === 'mutation' && !isSafe(call)) {
    return call.outcome === 'UNKNOWN' ? giveUp('unsafe') : { kind: 'ask-user', atMs: null };
  }
  const max = retry.kind === 'after' ? (facts.override?.maxRetries ?? AFTER_MAX) : retry.max;
  if (call.attempt > max) return giveUp('attempts');
  if (retry.kind === 'after') return wait(retry.afterMs, facts);
  const restoreMs = restoreOf(call.details);
  const ownMs = jittered(delayOf(retry.delaysMs, call.attempt), facts);
  return wait(restoreMs === null ? ownMs : Math.max(0, restoreMs - facts.nowMs), facts);
}

/**
 * A failed command is repeated by itself only when it certainly did nothing, or under its key; one that takes a price
 * only under its key or when a limit, not the market, refused it.
 */
function isSafe({ outcome, keyed, priced, code }: FailedCall): boolean {
  if (keyed) return true;
  if (outcome !== 'NOT_APPLIED') return false;
  return !priced || code === 'RATE_LIMIT_EXCEEDED';
}

/** The last delay of a list repeats. */
const delayOf = (delaysMs: readonly number[], attempt: number): number =>
  delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 0;

/** ±20 %, so that clients that failed together do not come back together. */
const jittered = (ms: number, { random }: RetryFacts): number =>
  Math.round(ms * (1 - JITTER + 2 * JITTER * random));

/** When the server expects to be back, if it said so. */
function restoreOf(details: object): number | null {
  const restore: unknown = Reflect.get(details, 'estimatedRestore');
  const ms = typeof restore === 'string' ? Date.parse(restore) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

function wait(ms: number, { nowMs, deadlineMs, budgetLeft }: RetryFacts): RetryPlan {
  if (!budgetLeft) return giveUp('budget');
  return nowMs + ms > deadlineMs ? giveUp('deadline') : { kind: 'wait', ms };
}
