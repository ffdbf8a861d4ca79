/** Scripted MT5 terminals: what each login of an account is answered, and when each was made. */

/** After the last code: the list again from its beginning, or success for ever. */
export type Next = 'repeat' | 'ok';

export interface Script {
  readonly login: number;
  /** One per attempt; 0 is a success. */
  readonly codes: readonly number[];
  readonly next: Next;
}

export interface Attempt {
  readonly login: number;
  readonly server: string;
  readonly code: number;
  readonly atMs: number;
}

/** One account at the broker. */
export interface TerminalState extends Script {
  /** How many attempts the script has answered. */
  readonly answered: number;
  readonly connected: boolean;
}

export interface TerminalTable {
  readonly load: () => readonly TerminalState[];
  readonly save: (state: TerminalState) => void;
  readonly record: (attempt: Attempt) => void;
  readonly attempts: (login: number) => readonly Attempt[];
}

/** Whoever was given no script lets everybody in. */
const UNSCRIPTED = { codes: [], next: 'ok', answered: 0, connected: false } as const;
const SUCCESS = 0;

export class Terminals {
  readonly #table: TerminalTable;
  readonly #now: () => number;
  readonly #states: Map<number, TerminalState>;

  constructor(table: TerminalTable, now: () => number) {
    this.#table = table;
    this.#now = now;
    this.#states = new Map(table.load().map((state) => [state.login, state]));
  }

  /** From the next attempt on. */
  script(script: Script): TerminalState {
    return this.#save({ ...this.of(script.login), ...script, answered: 0 });
  }

  of(login: number): TerminalState {
    return this.#states.get(login) ?? { login, ...UNSCRIPTED };
  }

  attempts(login: number): readonly Attempt[] {
    return this.#table.attempts(login);
  }

  logIn(login: number, server: string): Attempt {
    const state = this.of(login);
    const code = codeOf(state);
    const attempt = { login, server, code, atMs: this.#now() };
    this.#table.record(attempt);
    this.#save({ ...state, answered: state.answered + 1, connected: code === SUCCESS });
    return attempt;
  }

  /** The line to the broker is up or down, without a login. */
  link(login: number, connected: boolean): TerminalState {
    return this.#save({ ...this.of(login), connected });
  }

  #save(state: TerminalState): TerminalState {
    this.#table.save(state);
    this.#states.set(state.login, state);
    return state;
  }
}

function codeOf({ codes, next, answered }: TerminalState): number {
  const index = next === 'repeat' && codes.length > 0 ? answered % codes.length : answered;
  return codes[index] ?? SUCCESS;
}
