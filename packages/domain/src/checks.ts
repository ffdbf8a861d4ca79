/** A decision as a list of checks, so that a command and its preview cannot disagree: both run the same list. */
import type { Code, Refusal } from '@faultline/errors';
import type { Decision, Refused } from './decision.ts';
import { accepted } from './decision.ts';

/** One rule. It refuses, or it establishes something that later checks build on. */
export interface Check<Subject, Known, C extends Code> {
  /** What earlier checks must have established before this one can be asked. */
  readonly needs: readonly (keyof Known)[];
  readonly run: (subject: Subject, known: Known) => Decision<C, Partial<Known>>;
}

/** A check that reads only what it says it needs: the compiler holds it to that. */
export const checkFor =
  <Subject, Known>() =>
  <const K extends keyof Known, C extends Code>(
    needs: readonly K[],
    run: (subject: Subject, known: Pick<Known, K>) => Decision<C, Partial<Known>>,
  ): Check<Subject, Known, C> => ({ needs, run });

/** A step that works something out and refuses nothing. */
export const factFor =
  <Subject, Known>() =>
  <const K extends keyof Known>(
    needs: readonly K[],
    work: (subject: Subject, known: Pick<Known, K>) => Partial<Known>,
  ): Check<Subject, Known, never> => ({
    needs,
    run: (subject, known) => accepted(work(subject, known)),
  });

/** The first refusal; or all that the checks have established, when every one says yes. */
export function decideBy<Subject, Known extends object, C extends Code>(
  checks: readonly Check<Subject, Known, C>[],
  subject: Subject,
): Decision<C, Known> {
  // A check never runs before its needs are met, and after the last one all of `Known` is there.
  const known = {} as Known;
  for (const { run } of checks) {
    const decision = run(subject, known);
    if (!decision.ok) return decision;
    Object.assign(known, decision.value);
  }
  return accepted(known);
}

export interface Review<Known, C extends Code> {
  readonly known: Partial<Known>;
  /** In the order of the checks: the first is what the command itself would be answered. */
  readonly failures: readonly Refusal<C>[];
}

/** Every refusal that can still be found. A check whose needs an earlier refusal has left unmet is passed over. */
export function reviewBy<Subject, Known extends object, C extends Code>(
  checks: readonly Check<Subject, Known, C>[],
  subject: Subject,
): Review<Known, C> {
  const known = {} as Known;
  const failures: Refused<C>['refusal'][] = [];
  for (const { needs, run } of checks) {
    if (!needs.every((need) => need in known)) continue;
    const decision = run(subject, known);
    if (decision.ok) Object.assign(known, decision.value);
    else failures.push(decision.refusal);
  }
  return { known, failures };
}

/** What a check establishes, under its name. */
export const named = <const N extends string, C extends Code, T>(
  name: N,
  decision: Decision<C, T>,
): Decision<C, { readonly [K in N]: T }> =>
  decision.ok ? accepted({ [name]: decision.value } as { readonly [K in N]: T }) : decision;

/** For a check that establishes nothing but its yes. */
export const passing = <C extends Code>(decision: Decision<C, unknown>): Decision<C, object> =>
  decision.ok ? accepted({}) : decision;
