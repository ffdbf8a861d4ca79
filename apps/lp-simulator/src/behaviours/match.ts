/** Which behaviour applies to an order, a subscription or a logon. The latest one that fits wins. */
import type { Behaviour, Mode, Scope } from './behaviour.ts';

/** What a behaviour is held against. */
export type Subject = {
  readonly lp: string;
  readonly session: string;
  readonly symbol?: string | undefined;
};

export type Of<Name extends Mode['mode']> = Behaviour & { readonly mode: Name };

export interface Taken<Name extends Mode['mode']> {
  readonly behaviour: Of<Name> | null;
  /** What is left once it was used. */
  readonly rest: readonly Behaviour[];
}

/** Finds the behaviour and uses it once. */
export function take<Name extends Mode['mode']>(
  behaviours: readonly Behaviour[],
  subject: Subject,
  modes: readonly Name[],
): Taken<Name> {
  const behaviour = find(behaviours, subject, modes);
  if (behaviour === null || behaviour.remaining === null) return { behaviour, rest: behaviours };
  const remaining = behaviour.remaining - 1;
  const rest = behaviours.flatMap((one) => {
    if (one !== behaviour) return [one];
    return remaining > 0 ? [{ ...one, remaining }] : [];
  });
  return { behaviour, rest };
}

/** Finds the behaviour without using it. */
export function find<Name extends Mode['mode']>(
  behaviours: readonly Behaviour[],
  subject: Subject,
  modes: readonly Name[],
): Of<Name> | null {
  const isOne = (one: Behaviour): one is Of<Name> =>
    modes.some((mode) => mode === one.mode) && fits(one.scope, subject);
  return behaviours.findLast(isOne) ?? null;
}

function fits(scope: Scope, subject: Subject): boolean {
  return (
    (scope.lp === undefined || scope.lp === subject.lp) &&
    (scope.session === undefined || scope.session === subject.session) &&
    (scope.symbol === undefined || scope.symbol === subject.symbol)
  );
}
