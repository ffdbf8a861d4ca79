/** Waits until the provider sessions are up and quoting, so that the first order after the ready line finds a market. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface Status {
  readonly result: {
    readonly data: {
      readonly lps: readonly {
        readonly connected: boolean;
        readonly lastQuoteTime: string | null;
      }[];
    };
  };
}

const POLL_MS = 25;

/** @returns False when the time ran out; the services go on trying by themselves. */
export async function lpsQuoting(
  url: string,
  { tokenFile, waitMs }: { tokenFile: string; waitMs: number },
): Promise<boolean> {
  const headers = { authorization: `Bearer ${readFileSync(tokenFile, 'utf8').trim()}` };
  const deadline = performance.now() + waitMs;
  while (performance.now() < deadline) {
    const answer = await fetch(`${url}/trpc/lp.status?input=%7B%7D`, { headers });
    if (answer.ok) {
      const { result } = (await answer.json()) as Status;
      const { lps } = result.data;
      if (lps.every(({ connected, lastQuoteTime }) => connected && lastQuoteTime !== null)) {
        return true;
      }
    }
    await sleep(POLL_MS);
  }
  return false;
}
