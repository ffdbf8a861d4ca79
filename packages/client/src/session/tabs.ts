/** What the tabs of a browser do about each other, where there are tabs. */

/** @param name - What is excluded; `null` where nothing is shared. */
export async function oneAtATime(name: string | null, act: () => Promise<void>): Promise<void> {
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (name === null || locks === undefined) return act();
  return locks.request(name, act);
}

interface Page {
  readonly addEventListener: (
    name: 'storage',
    act: (event: { readonly key: string | null }) => void,
  ) => void;
}

/** Hears when another tab has changed what is stored under the name. */
export function onStored(name: string, act: () => void): void {
  const page = globalThis as unknown as Partial<Page>;
  page.addEventListener?.('storage', ({ key }) => {
    // Without a key everything was cleared.
    if (key === name || key === null) act();
  });
}
