/** Waits for something to become true. Fails after five seconds instead of hanging. */
import { setTimeout } from 'node:timers/promises';

const WAIT_MS = 5_000;

export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`still not so: ${isTrue.toString()}`);
    await setTimeout(5);
  }
}
