/** Counts of errors, added up the two ways in which they are drawn; and what a search text asks for. */

interface Counted {
  readonly code: string;
  readonly at: string;
  readonly count: number;
}

export interface Bar {
  readonly name: string;
  readonly count: number;
}

/** The most frequent first. */
export function countsByCode(counts: readonly Counted[]): readonly Bar[] {
  return added(counts, ({ code }) => code).toSorted((a, b) => b.count - a.count);
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly bucketMs: number;
}

/** One bar for every stretch of time, the oldest first, also where nothing failed. */
export function countsByTime(
  counts: readonly Counted[],
  { fromMs, toMs, bucketMs }: Span,
): readonly Bar[] {
  const beginOf = (ms: number): number => Math.floor(ms / bucketMs) * bucketMs;
  const known = new Map(
    added(counts, ({ at }) => String(beginOf(Date.parse(at)))).map(({ name, count }) => [
      Number(name),
      count,
    ]),
  );
  const bars: Bar[] = [];
  for (let ms = beginOf(fromMs); ms <= toMs; ms += bucketMs) {
    bars.push({ name: new Date(ms).toISOString(), count: known.get(ms) ?? 0 });
  }
  return bars;
}

function added(counts: readonly Counted[], nameOf: (one: Counted) => string): Bar[] {
  const sums = new Map<string, number>();
  for (const one of counts) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one.count);
  return [...sums].map(([name, count]) => ({ name, count }));
}

/** Ids tell by their first letters what they are the id of; a code is in capitals. */
export function filterOf(sought: string): {
  readonly code?: string;
  readonly requestId?: string;
  readonly errorId?: string;
  readonly orderId?: string;
} {
  if (sought === '') return {};
  if (sought.startsWith('err_')) return { errorId: sought };
  if (sought.startsWith('ORD-')) return { orderId: sought };
  if (/^[A-Z0-9_]+$/.test(sought)) return { code: sought };
  return { requestId: sought };
}
