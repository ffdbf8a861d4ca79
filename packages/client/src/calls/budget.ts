/** One budget of retries for all calls of a client: what a dead server gets stays close to what was asked for. */
import { afterFailure, afterSuccess, fullBudget, hasBudget } from '@faultline/errors';
import type { Failure } from '../failure.ts';

/** Failures that say nothing about the command and much about the server. */
const TROUBLE: ReadonlySet<string> = new Set(['NETWORK', 'SYSTEM']);

export class Budget {
  #budget = fullBudget;

  get left(): boolean {
    return hasBudget(this.#budget);
  }

  /** @param failed - `null` for an answer. A refusal is an answer, too: whoever refuses is alive. */
  note(failed: Failure | null): void {
    const trouble = failed !== null && TROUBLE.has(failed.category);
    this.#budget = trouble ? afterFailure(this.#budget) : afterSuccess(this.#budget);
  }
}
