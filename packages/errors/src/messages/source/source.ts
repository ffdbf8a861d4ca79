/**
 * The shape in which translators write, and the checks that happen while they do: a code, a sub-case or a sentence that
 * is missing does not compile, nor does an argument that is no detail of that code. Types only; nothing runs.
 */
import type { AnyCode, Details } from '../../catalogue/index.ts';

type Steps = readonly [string, ...string[]];

/** The names of a code's details; none at all when it has no details. */
type DetailName<C extends AnyCode> = string extends keyof Details<C> ? never : keyof Details<C>;

type SubCaseField = 'reason' | 'kind' | 'period';

/** Each value of the choice that names the sub-case; free text is none. */
export type SubCase<C extends AnyCode> = {
  [F in keyof Details<C> & SubCaseField]: string extends NonNullable<Details<C>[F]>
    ? never
    : NonNullable<Details<C>[F]> & string;
}[keyof Details<C> & SubCaseField];

type Reasons<C extends AnyCode> = [SubCase<C>] extends [never]
  ? object
  : { readonly reasons: { readonly [V in SubCase<C>]: string } };

/** English: the message and the advice to traders stand in the row already. */
type EnglishTexts<C extends AnyCode> = {
  readonly detail: string;
  /** What an operator does. */
  readonly admin: Steps;
  /** Where the row's own advice names a detail: the same with its value. */
  readonly trader?: Steps;
} & Reasons<C>;

type Texts<C extends AnyCode> = EnglishTexts<C> & {
  readonly message: string;
  /** What the one who trades can do. */
  readonly trader: Steps;
};

/** The arguments of an ICU message. `M`: inside text; `B`: between the branches of a select or plural. */
export type ArgumentsOf<
  S extends string,
  Stack extends string = 'M',
  Found = never,
> = Stack extends `M${infer Below}`
  ? S extends `${infer Text}{${infer Rest}`
    ? Text extends `${infer Before}}${string}`
      ? ArgumentsOf<After<S, Before>, Below, Found>
      : Argument<Rest, Stack, Found>
    : S extends `${string}}${infer Rest}`
      ? ArgumentsOf<Rest, Below, Found>
      : Found
  : Stack extends `B${infer Below}`
    ? S extends `${infer Text}{${infer Rest}`
      ? Text extends `${infer Before}}${string}`
        ? ArgumentsOf<After<S, Before>, Below, Found>
        : ArgumentsOf<Rest, `M${Stack}`, Found>
      : S extends `${string}}${infer Rest}`
        ? ArgumentsOf<Rest, Below, Found>
        : Found
    : Found;

type After<S extends string, Before extends string> = S extends `${Before}}${infer Rest}`
  ? Rest
  : never;

/** From the name on: `name}`, `name, kind}` or `name, select, …`. */
type Argument<
  S extends string,
  Stack extends string,
  Found,
> = S extends `${infer Inside}}${infer Rest}`
  ? Inside extends `${infer Name},${infer Kind},${string}`
    ? ArgumentsOf<
        S extends `${Name},${Kind},${infer Branches}` ? Branches : never,
        `B${Stack}`,
        Found | Name
      >
    : Inside extends `${infer Name},${string}`
      ? ArgumentsOf<Rest, Stack, Found | Name>
      : ArgumentsOf<Rest, Stack, Found | Inside>
  : Found;

/** `T` itself, with an explanation in place of each text that asks for a detail the code does not have. */
type Checked<T, C extends AnyCode> = T extends string
  ? [Exclude<ArgumentsOf<T>, DetailName<C>>] extends [never]
    ? T
    : `no detail of ${C}: ${Exclude<ArgumentsOf<T>, DetailName<C>> & string}`
  : { readonly [K in keyof T]: Checked<T[K], C> };

type Known<T, Shape> = { readonly [K in Exclude<keyof T, keyof Shape>]: never };

type CheckedFile<T, Shapes> = {
  readonly [C in keyof T]: C extends AnyCode & keyof Shapes
    ? Checked<T[C], C> & Known<T[C], Shapes[C]>
    : never;
};

export type AllTexts = { readonly [C in AnyCode]: Texts<C> };
export type AllEnglishTexts = { readonly [C in AnyCode]: EnglishTexts<C> };

/** One category in a language other than English. */
export const texts = <const T extends Partial<AllTexts>>(file: T & CheckedFile<T, AllTexts>): T =>
  file;

/** One category in English. */
export const englishTexts = <const T extends Partial<AllEnglishTexts>>(
  file: T & CheckedFile<T, AllEnglishTexts>,
): T => file;
