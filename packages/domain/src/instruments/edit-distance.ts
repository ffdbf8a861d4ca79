/** How far a mistyped name is from a real one. */

/** Insertions, deletions and replacements that turn `a` into `b`. Costs the product of their lengths. */
export function editDistance(a: string, b: string): number {
  const others = Array.from(b);
  let previous = Array.from({ length: others.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(a).entries()) {
    const current = [row + 1];
    for (const [column, other] of others.entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      const removed = (previous[column + 1] ?? 0) + 1;
      const added = (current[column] ?? 0) + 1;
      current.push(Math.min(replaced, removed, added));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
