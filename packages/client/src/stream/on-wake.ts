/** When a device wakes up or finds a network again, there is no reason to wait for a timer. Does nothing outside browsers. */

interface Page {
  readonly addEventListener: (name: string, act: () => void, capture: true) => void;
  readonly removeEventListener: (name: string, act: () => void, capture: true) => void;
}

/** @returns What to call to hear no more. */
export function onWake(act: () => void): () => void {
  const page = globalThis as unknown as Partial<Page>;
  if (page.addEventListener === undefined) return () => undefined;
  const names = ['online', 'pageshow', 'visibilitychange'] as const;
  for (const name of names) page.addEventListener(name, act, true);
  return () => {
    for (const name of names) page.removeEventListener?.(name, act, true);
  };
}
