/** From measurements to the few numbers that are printed. */

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** The first quarter warms up and does not count. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.slice(values.length / 4).toSorted((a, b) => a - b);
  const at = (share: number) => tenths(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { p50: at(0.5), p99: at(0.99) };
}

export const tenths = (value: number): number => Math.round(value * 10) / 10;
export const hundredths = (value: number): number => Math.round(value * 100) / 100;

const ROUNDS = 9;
const WARM_UP_ROUNDS = 2;
const ROUND_MS = 200;
const INNER = 500;

/** Thousands per second: the median of several rounds. */
export function thousandsPerSecond(work: () => void): number {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS + WARM_UP_ROUNDS; round += 1) {
    const startedAt = performance.now();
    let count = 0;
    while (performance.now() - startedAt < ROUND_MS) {
      for (let inner = 0; inner < INNER; inner += 1) work();
      count += INNER;
    }
    rounds.push(count / (performance.now() - startedAt));
  }
  return Math.round(median(rounds.slice(WARM_UP_ROUNDS)));
}
