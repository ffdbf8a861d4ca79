/**
 * One failure in one language: what happened, the numbers that decided, why, and what to do. The time and the zone are
 * arguments; a text that a language lacks is given in English.
 */
import type { AnyCode, Details } from '../catalogue/index.ts';
import { messageOf, rowOf } from '../row.ts';
import type { CompiledTexts, Pattern } from './compiled.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { voiceOf } from './format/voice.ts';
import { DEFAULT_LOCALE, type Locale } from './locale.ts';
import type { MessageOverrides } from './overrides.ts';
import { messagesIn } from './registry.ts';

/** Who reads the solution: the one who trades, or the one who runs the system. */
export type Audience = 'trader' | 'admin';

export interface LocaliseOptions {
  readonly locale: Locale;
  /** Epoch milliseconds: "in 3 hours" is counted from here. */
  readonly nowMs: number;
  /** An IANA name; UTC when absent or unknown. */
  readonly timeZone?: string | undefined;
  /** The trader when absent. */
  readonly audience?: Audience | undefined;
  /** Messages of the operator's own, which win over the built-in ones. */
  readonly overrides?: MessageOverrides | undefined;
}

export interface LocalisedFailure {
  /** One short sentence. */
  readonly message: string;
  /** The same with the numbers that decided. */
  readonly detail: string;
  /** The sub-case in a sentence; `null` when the code has none or the failure does not say. */
  readonly reason: string | null;
  /** What to do, in order. */
  readonly solution: readonly string[];
}

/** A code and its details: an `AppError` is one, and so is what a client has read from the wire. */
export interface Failure<C extends AnyCode = AnyCode> {
  readonly code: C;
  readonly details: Details<C>;
}

interface Told {
  readonly own: CompiledTexts;
  readonly scope: Scope;
}

function told(
  { code, details }: Failure,
  { locale, nowMs, timeZone = 'UTC' }: LocaliseOptions,
): Told {
  const messages = messagesIn(locale);
  const voice = voiceOf(messages === undefined ? DEFAULT_LOCALE : locale);
  return { own: messages?.[code] ?? {}, scope: { details, voice, nowMs, timeZone } };
}

/**
 * Says a failure in a language. Synchronous: a language other than English must have been loaded, or English answers.
 *
 * @throws Never, for details that satisfy the code's row.
 */
export function localise<C extends AnyCode>(
  failure: Failure<C>,
  options: LocaliseOptions,
): LocalisedFailure {
  const { code } = failure;
  const { own, scope } = told(failure, options);
  return {
    message: localiseMessage(failure, options),
    detail: evaluate(own.detail ?? english(code).detail ?? '', scope),
    reason: reasonIn(own, scope) ?? reasonIn(english(code), scope),
    solution: solutionFor(options.audience ?? 'trader', own, code).map((step) =>
      evaluate(step, scope),
    ),
  };
}

/** The short sentence alone, for answers that have room for no more: most need no formatting at all. */
export function localiseMessage<C extends AnyCode>(
  { code, details }: Failure<C>,
  options: LocaliseOptions,
): string {
  const { locale, overrides } = options;
  const message = overrides?.[locale]?.[code] ?? messagesIn(locale)?.[code]?.message;
  if (message === undefined) return messageOf(code, details);
  return typeof message === 'string'
    ? message
    : evaluate(message, told({ code, details }, options).scope);
}

const english = (code: AnyCode): CompiledTexts => messagesIn(DEFAULT_LOCALE)?.[code] ?? {};

function solutionFor(audience: Audience, own: CompiledTexts, code: AnyCode): readonly Pattern[] {
  // The English advice to traders is the row's own: it has one source.
  return own[audience] ?? english(code)[audience] ?? rowOf(code).solution;
}

function reasonIn({ by, reasons }: CompiledTexts, scope: Scope): string | null {
  if (by === undefined || reasons === undefined) return null;
  const value = scope.details[by];
  if (typeof value !== 'string' || !Object.hasOwn(reasons, value)) return null;
  return evaluate(reasons[value] ?? '', scope);
}
