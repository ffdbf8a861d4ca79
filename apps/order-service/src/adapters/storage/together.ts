/** Waiting for several things at once, where it matters that none is still going on afterwards. */

type Promised<T extends readonly unknown[]> = { readonly [K in keyof T]: Promise<T[K]> };

/**
 * Like `Promise.all`, but when one fails it still waits for the others: in a transaction, a statement that comes after
 * the end would belong to the next.
 */
export async function together<T extends readonly unknown[]>(parts: Promised<T>): Promise<T> {
  await Promise.allSettled(parts);
  return Promise.all(parts) as Promise<unknown> as Promise<T>;
}

/** Runs one after the other, in the order of the calls, whatever becomes of each. */
export function inTurn(): <R>(run: () => Promise<R>) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve();
  return async (run) => {
    const mine = last.then(run);
    last = mine.catch(() => undefined);
    return mine;
  };
}
