/** How a code of the catalogue is provoked: what is set in the simulator, and the calls that then meet it. */

type Role = 'trader' | 'trader2' | 'support' | 'admin' | 'service' | 'nobody';

/**
 * One HTTP call. A string `$2.position.id` anywhere in it stands for that field of the answer to the step with that
 * number, the first being 0.
 */
export interface Step {
  /** The order service unless said otherwise. */
  readonly on?: 'simulator';
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object goes as JSON, a text as it is. */
  readonly body?: unknown;
  /** Whose bearer token is sent. `service`: that of our own processes. */
  readonly as: Role;
  /** `code` null: no error. */
  readonly expect: { readonly status: number; readonly code: string | null };
  /** Asked again until the answer fits, for so long. */
  readonly withinMs?: number;
}

export interface Recipe {
  readonly code: string;
  /** `details.reason`, `details.kind` and the like, where a code has more than one way. */
  readonly reason?: string;
  /** What must hold of the running system. */
  readonly note?: string;
  /** Bodies of `POST /behaviour`, set at once. */
  readonly behaviours?: readonly object[];
  readonly steps: readonly Step[];
  /** Puts the world back. */
  readonly undo?: readonly Step[];
}

const OK = { status: 200, code: null } as const;

interface Call {
  readonly as?: Role;
  readonly headers?: Readonly<Record<string, string>>;
  readonly withinMs?: number;
}

/** A call that succeeds. */
export function post(path: string, body: unknown, call: Call = {}): Step {
  return { method: 'POST', path, body, as: 'trader', expect: OK, ...call };
}

export function get(path: string, call: Call = {}): Step {
  return { method: 'GET', path, as: 'trader', expect: OK, ...call };
}

export function asAdmin(path: string, body: unknown): Step {
  return post(path, body, { as: 'admin' });
}

export function inSimulator(path: string, body: unknown): Step {
  return { ...post(path, body, { as: 'nobody' }), on: 'simulator' };
}

/** The same call, met by an error. */
export function fails(step: Step, status: number, code: string): Step {
  return { ...step, expect: { status, code } };
}

export const ORDER = { symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
export const placing = (terms: object = {}): Step =>
  post('/api/orders/market', { ...ORDER, ...terms });
