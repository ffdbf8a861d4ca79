/** The behaviours in force. The only one who holds them; which applies is decided in `match.ts`. */
import { providerSession } from '../providers.ts';
import type { Behaviour, ModeName } from './behaviour.ts';
import { find, take, type Of, type Subject } from './match.ts';

/** A session, and what is concerned of it. */
export interface Place {
  readonly session: string;
  readonly symbol?: string | undefined;
}

export class Behaviours {
  #list: readonly Behaviour[] = [];

  get list(): readonly Behaviour[] {
    return this.#list;
  }

  add(behaviour: Behaviour): void {
    this.#list = [...this.#list, behaviour];
  }

  clear(): void {
    this.#list = [];
  }

  find<Name extends ModeName>(place: Place, modes: readonly Name[]): Of<Name> | null {
    return this.#list.length === 0 ? null : find(this.#list, subjectOf(place), modes);
  }

  /** Finds the behaviour and uses it once. */
  take<Name extends ModeName>(place: Place, modes: readonly Name[]): Of<Name> | null {
    if (this.#list.length === 0) return null;
    const { behaviour, rest } = take(this.#list, subjectOf(place), modes);
    this.#list = rest;
    return behaviour;
  }
}

function subjectOf(place: Place): Subject {
  return { ...place, lp: providerSession(place.session)?.lp ?? '' };
}
