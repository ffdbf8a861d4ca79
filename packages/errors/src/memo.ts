/** Remembers the answers of a slow pure function, up to a limit: what callers send must never fill the memory. */

/**
 * `make`, called once for each key.
 *
 * @param limit - When so many answers are kept, all are dropped: simpler than picking, and rare.
 */
export function memo<K extends string | number, V>(
  limit: number,
  make: (key: K) => V,
): (key: K) => V {
  const kept = new Map<K, V>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (kept.size >= limit) kept.clear();
    kept.set(key, made);
    return made;
  };
}
