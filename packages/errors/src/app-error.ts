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

export class AppError<C extends Code = Code> extends Error {
  readonly code: C;
  readonly details: Details<C>;
  readonly outcome: Outcome;
  readonly #retry: Retry | undefined;

  constructor(refusal: { code: C; details: Details<C> }, circumstances: Circumstances = {}) {
    // A catalogued failure is no surprise: its code says where it comes from. Leaving out the stack makes it four times
    // cheaper to raise than a defect.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    const { cause } = circumstances;
    super(messageOf(refusal.code, refusal.details), cause === undefined ? {} : { cause });
    Error.stackTraceLimit = limit;
    this.name = 'AppError';
    this.code = refusal.code;
    this.details = refusal.details;
    this.#retry = circumstances.retry;
    this.outcome = circumstances.outcome ?? catalogue[refusal.code].outcome;
  }

  get retry(): Retry {
    return this.#retry ?? retryOf(this.code, this.details);
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
