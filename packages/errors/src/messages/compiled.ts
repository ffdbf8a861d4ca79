/**
 * What a message is at run time: text, and slots that wait for the details. The compiler writes these shapes into the
 * `*.gen.ts` files, so that nobody parses a message while a trade waits for its answer.
 */
import type { AnyCode } from '../catalogue/index.ts';

/** How a slot prints its detail: by the detail's own kind, or `plain` as it stands. */
export const SLOT_KINDS = [
  'money',
  'price',
  'lots',
  'percent',
  'integer',
  'time',
  'millis',
  'seconds',
] as const;
export type SlotKind = (typeof SLOT_KINDS)[number] | 'plain';

export type Cases = Readonly<Record<string, Pattern>>;

/** Chooses by the value of a detail, or by how many it counts; `other` when nothing else fits. */
export type Choice = readonly [kind: 'select' | 'plural', name: string, cases: Cases];

/** The commonest choice by far: is the detail there at all? Absent, null and an empty list are not. */
export type Given = readonly [kind: 'given', name: string, present: Pattern, absent: Pattern];

export type Segment = string | readonly [kind: SlotKind, name: string] | Choice | Given;

export type Pattern = string | readonly Segment[];

/** A part that is left out falls back to English. */
export interface CompiledTexts {
  readonly message?: Pattern;
  readonly detail?: Pattern;
  readonly trader?: readonly Pattern[];
  readonly admin?: readonly Pattern[];
  /** The detail that names the sub-case, and a sentence for each of its values. */
  readonly by?: string;
  readonly reasons?: Cases;
}

export type CompiledMessages = Readonly<Partial<Record<AnyCode, CompiledTexts>>>;
