/** What a process holds once everything that nobody needs is gone. Needs `node --expose-gc`. */

/** MiB of the heap and of the buffers outside of it. */
export function heldMib(): number {
  if (globalThis.gc === undefined) throw new Error('start node with --expose-gc');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;
