/** Sets of codes, such as those of Side(54), prepared so that reading one makes no text. */

export type Codes = Readonly<Record<string, string>>;
export type CodeOf<Set extends Codes> = Set[keyof Set] & string;

const ASCII = 128;

interface CodeTable {
  /** By character code: the code of one character. */
  readonly single: readonly (string | undefined)[];
  readonly all: ReadonlySet<string>;
}

const TABLES = new WeakMap<Codes, CodeTable>();

function tableOf(codes: Codes): CodeTable {
  const known = TABLES.get(codes);
  if (known !== undefined) return known;
  const all = new Set(Object.values(codes));
  const single = Array.from({ length: ASCII }, (_, code) => {
    const text = String.fromCharCode(code);
    return all.has(text) ? text : undefined;
  });
  const table = { single, all };
  TABLES.set(codes, table);
  return table;
}

/** Whether `value` is one of the codes of `codes`; narrows it to their type. */
export function isCode<Set extends Codes>(codes: Set, value: string): value is CodeOf<Set> {
  return tableOf(codes).all.has(value);
}

/** The code of one character, or undefined when `codes` has none such. */
export function singleCode<Set extends Codes>(codes: Set, byte: number): CodeOf<Set> | undefined {
  // The table was filled with values of `codes`.
  return tableOf(codes).single[byte] as CodeOf<Set> | undefined;
}
