/** One tab of the console that can be put to sleep, and what its feed shows. */
import { FaultProxy } from '@faultline/testkit';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openTab, signInAs } from './browser.ts';
import type { System } from './system.ts';

/** What the trader sees of the events. */
export interface Feed {
  /** The newest first, as on screen. */
  readonly seqs: readonly number[];
  readonly filled: number;
  readonly gaps: string | null;
}

export interface SleepingTab {
  readonly how: string;
  readonly feed: () => Promise<Feed>;
  readonly sleep: () => Promise<void>;
  readonly wake: () => Promise<void>;
  /** What it saw of the world in its sleep: fills on screen, or the longest time in which its scripts did not run. */
  readonly proof: (sleptMs: number) => Promise<string | null>;
  readonly close: () => Promise<void>;
}

/** The process that draws the page stands still, as when a system puts a tab to sleep; the network goes on without it. */
export async function frozenTab(system: System): Promise<SleepingTab> {
  const { browser, page } = await openFeed(system);
  const { processInfo } = await (
    await browser.newBrowserCDPSession()
  ).send('SystemInfo.getProcessInfo');
  const pids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
  const signal = async (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of pids) process.kill(pid, name);
  };
  await page.evaluate(PULSE);
  return {
    how: 'frozen',
    feed: async () => feedOf(page),
    sleep: async () => signal('SIGSTOP'),
    wake: async () => signal('SIGCONT'),
    proof: async (sleptMs) => {
      const pausedMs = Number(await page.evaluate('globalThis.longestPauseMs'));
      return pausedMs >= sleptMs * 0.9 ? null : `its scripts stood still for ${pausedMs} ms only`;
    },
    close: async () => browser.close(),
  };
}

const PULSE = `
  globalThis.longestPauseMs = 0;
  let lastMs = Date.now();
  setInterval(() => {
    const nowMs = Date.now();
    globalThis.longestPauseMs = Math.max(globalThis.longestPauseMs, nowMs - lastMs);
    lastMs = nowMs;
  }, 500);
`;

type Line = (proxy: FaultProxy) => void;

/** Links are reset and nobody answers: a device without a network. */
const cut: Line = (proxy) => {
  proxy.refuse();
  proxy.reset();
};
/** Links stay, and nothing comes through them: a closed lid, a tunnel, an address that has changed. */
const silent: Line = (proxy) => {
  for (const way of ['up', 'down'] as const) proxy.set(way, [{ kind: 'blackhole' }]);
};

const behind =
  (how: string, line: Line) =>
  async (system: System): Promise<SleepingTab> => {
    const proxy = await FaultProxy.open({ target: { port: Number(new URL(system.url).port) } });
    const url = `http://127.0.0.1:${proxy.port}`;
    const { browser, page } = await openFeed({ ...system, url });
    let heard = 0;
    return {
      how,
      feed: async () => feedOf(page),
      sleep: async () => {
        ({ filled: heard } = await feedOf(page));
        line(proxy);
      },
      wake: async () => {
        heard = (await feedOf(page)).filled - heard;
        proxy.clear();
        await proxy.accept();
      },
      proof: async () => (heard === 0 ? null : `it heard of ${heard} fills in its sleep`),
      close: async () => {
        await browser.close();
        proxy.close();
      },
    };
  };

export const cutOffTab = behind('cut off', cut);
export const silencedTab = behind('silenced', silent);

/** A browser of its own on the trader's second account, with the events in sight. */
async function openFeed(system: System): Promise<{ browser: Browser; page: Page }> {
  const browser = await openBrowser();
  const { page } = await openTab(browser, system);
  await signInAs(page, 'trader');
  await page.getByRole('combobox', { name: 'Account' }).selectOption({ index: 1 });
  await page.getByRole('tab', { name: 'Activity' }).click();
  await page.locator('[data-line="live"]').waitFor();
  return { browser, page };
}

async function feedOf(page: Page): Promise<Feed> {
  const shown = await page
    .locator('ul.feed li[data-seq]')
    .evaluateAll((all) =>
      all.map((item) => [item.getAttribute('data-seq'), item.getAttribute('data-type')] as const),
    );
  const feed = page.locator('ul.feed[data-gaps]');
  const gaps = shown.length === 0 ? null : await feed.getAttribute('data-gaps');
  const seqs = shown.map(([seq]) => Number(seq));
  return { seqs, gaps, filled: shown.filter(([, type]) => type === 'ORDER_FILLED').length };
}
