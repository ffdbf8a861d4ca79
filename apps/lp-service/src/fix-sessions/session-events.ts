/** Tells whoever listens of every change of a session's status. A slow listener gets the newest of each session. */
import type { FixLine } from '../ports/fix-line.ts';
import { Bell } from '../waiting.ts';

export class SessionEvents {
  readonly #bell = new Bell();
  readonly #versions = new Map<string, number>();

  onStatus({ id }: FixLine): void {
    this.#versions.set(id, this.#versionOf(id) + 1);
    this.#bell.ring();
  }

  /** First what is, then what changes, until the caller goes away. */
  async *follow<View>(
    lines: readonly FixLine[],
    view: (line: FixLine) => View,
    signal: AbortSignal,
  ): AsyncGenerator<View> {
    const seen = new Map<string, number>();
    while (!signal.aborted) {
      const changed = lines.filter(({ id }) => seen.get(id) !== this.#versionOf(id));
      for (const line of changed) {
        seen.set(line.id, this.#versionOf(line.id));
        yield view(line);
      }
      if (changed.length === 0) await this.#bell.wait(signal);
    }
  }

  #versionOf(id: string): number {
    return this.#versions.get(id) ?? 0;
  }
}
