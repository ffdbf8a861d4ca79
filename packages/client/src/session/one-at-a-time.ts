/** Exclusion between the tabs of a browser, where there are tabs. */

/** @param name - What is excluded; `null` where nothing is shared. */
export async function oneAtATime(name: string | null, act: () => Promise<void>): Promise<void> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (name === null || locks === undefined) return act();
  return locks.request(name, act);
}
