/** What the thread that writes is told, and what it answers. Plain values only: they are copied from thread to thread. */
import type { Row, Value } from '../table-spec.ts';

/** One statement, run for one set of values after the other. */
export interface Write {
  readonly sql: string;
  /** Values of one run; 0 for a single run without any. */
  readonly width: number;
  readonly values: readonly Value[];
}

/** All of it belongs to the one transaction that is under way, or begins it. */
export interface Task {
  readonly writes: readonly Write[];
  /** `part`: more is to come. A question is answered behind the writes. */
  readonly next: 'part' | 'commit' | 'rollback' | Question;
}

interface Question {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** To each task one, in their order. */
export type Answer =
  | { readonly ok: true; readonly rows: readonly Row[] }
  /** An error's own fields do not survive the copy. */
  | { readonly ok: false; readonly message: string; readonly code: string | null };
