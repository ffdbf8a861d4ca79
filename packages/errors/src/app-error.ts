/** The one error class that crosses a boundary. It is made by `fail`, never by hand, and it always names its row. */
import type { Code, Details } from './catalogue/index.ts';
import { catalogue } from './catalogue/index.ts';
import type { DetailsArgs, Refusal } from './refusal.ts';
import { messageOf, retryOf } from './row.ts';
import type { Outcome, Retry } from './spec.ts';

export interface Circumstances {
  /** What led here, for the log; it never reaches a caller. */
  readonly cause?: unknown;
  /** When the line that raises the error knows better than the row. */
  readonly outcome?: Outcome;
  /** When the operator's configuration knows better than the row. */
  readonly retry?: Retry;
}

const NONE: Circumstances = {};

/** An Error to everybody who asks, without what the engine does for each: a stack above all, even where it has no frames. */
const Bare = function () {} as unknown as new () => Error;
Bare.prototype = Object.create(Error.prototype) as Error;

/**
 * A catalogued failure is no surprise: its code says where it comes from. Without a stack, and with a sentence that is made
 * when somebody reads it, it costs no more than the answer it stands for.
 */
export class AppError<C extends Code = Code> extends Bare {
  override readonly name = 'AppError';
  readonly code: C;
  readonly details: Details<C>;
  readonly outcome: Outcome;
  readonly #circumstances: Circumstances;

  constructor(refusal: { code: C; details: Details<C> }, circumstances: Circumstances = NONE) {
    super();
    this.code = refusal.code;
    this.details = refusal.details;
    this.outcome = circumstances.outcome ?? catalogue[refusal.code].outcome;
    this.#circumstances = circumstances;
  }

  override get message(): string {
    return messageOf(this.code, this.details);
  }

  override get cause(): unknown {
    return this.#circumstances.cause;
  }

  /** What others print of an error: its first line, for there are no frames. */
  override get stack(): string {
    return `${this.name}: ${this.message}`;
  }

  get retry(): Retry {
    return this.#circumstances.retry ?? retryOf(this.code, this.details);
  }
}

export const isAppError = (error: unknown): error is AppError => error instanceof AppError;

/**
 * The capability to fail with one of the codes `C` and no other. Contravariant: a function that wants
 * `Fail<'MARGIN_INSUFFICIENT'>` can only be called where that code is declared.
 */
export type Fail<in C extends Code> = <K extends C>(
  code: K,
  ...details: DetailsArgs<K>
) => AppError<K>;

/** Turns the core's refusal into the error to throw: only a refusal with one of the codes `C` will do. */
export type Raise<in C extends Code> = (
  refusal: Refusal<C>,
  circumstances?: Circumstances,
) => AppError;

/** For the contract's runtime alone, which hands it out narrowed to what a procedure declared. */
export const fail: Fail<Code> = (code, ...[details]) =>
  new AppError({ code, details: (details ?? {}) as Details<typeof code> });

/** For the contract's runtime alone; see `fail`. */
export const raise: Raise<Code> = (refusal, circumstances) => new AppError(refusal, circumstances);
