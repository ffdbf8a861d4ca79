/**
 * A budget for retries, so that clients of a dead server do not multiply its load: each failure takes a token, each
 * success gives a tenth back, and below half nobody retries (gRPC's retry throttling).
 */

export interface RetryBudget {
  readonly tokens: number;
}

const TOKENS_MAX = 10;
const TOKEN_RATIO = 0.1;

export const fullBudget: RetryBudget = { tokens: TOKENS_MAX };

export const afterFailure = ({ tokens }: RetryBudget): RetryBudget => ({
  tokens: Math.max(0, tokens - 1),
});
export const afterSuccess = ({ tokens }: RetryBudget): RetryBudget => ({
  tokens: Math.min(TOKENS_MAX, tokens + TOKEN_RATIO),
});
export const hasBudget = ({ tokens }: RetryBudget): boolean => tokens > TOKENS_MAX / 2;
