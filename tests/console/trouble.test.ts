/** The console on a bad day: what the trader sees when the provider, the prices, the house or the line fail, and come back. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failureCard, noBrowser, type Tab } from '../harness/browser.ts';
import { http, signIn, until } from '../harness/http.ts';
import { type OpenConsole, openConsole } from '../harness/console.ts';
import type { System } from '../harness/system.ts';

/** Impatient, so that trouble shows at once. */
const QUICK = {
  QUOTE_TTL_MS: '1500',
  ORDER_TIMEOUT_MS: '800',
  RECONNECT_INITIAL_MS: '100',
  RESTART_PAUSE_MAX_MS: '200',
};

describe.skipIf(noBrowser)('the console on a bad day', () => {
  let system: System;
  let opened: OpenConsole;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    opened = await openConsole(QUICK, 'trader');
    ({ system, tab, page } = opened);
    await page.locator('[data-verdict="ok"]').waitFor();
  }, 60_000);
  afterEach(async () => {
    await http(`${system.control}/reset`, { method: 'POST' });
    await page.locator('[data-verdict="ok"]').waitFor();
  });
  afterAll(async () => {
    await opened.close();
  });

  const provider = async (behaviour: object): Promise<void> => {
    await http(`${system.control}/behaviour`, { body: behaviour });
  };
  const buy = async (): Promise<void> => {
    await page.getByRole('button', { name: /^Buy 0\.10 EURUSD/ }).click();
  };
  const dismissed = async (code: string): Promise<string> => {
    const card = failureCard(page, code);
    await card.waitFor();
    const told = await card.innerText();
    await card.getByRole('button', { name: 'Dismiss' }).click();
    return told;
  };

  it('says of an order in doubt that nobody knows yet, and shows how it ends', async () => {
    await provider({ mode: 'silent' });
    await buy();
    const card = failureCard(page, 'LP_TIMEOUT');
    await card.waitFor();
    expect(await card.getAttribute('data-outcome')).toBe('UNKNOWN');
    expect(await card.innerText()).toContain('Do not send it again');
    await tab.picture('6-in-doubt');
    await card.getByRole('button', { name: 'What became of it?' }).click();
    const story = page.getByRole('dialog');
    await story.locator('[data-status="IN_DOUBT"]').waitFor();
    await http(`${system.control}/reset`, { method: 'POST' });
    await story.locator('[data-status="FILLED"]').waitFor();
    await tab.picture('7-doubt-settled');
    await story.getByRole('button', { name: 'Back' }).click();
    await card.getByRole('button', { name: 'Dismiss' }).click();
  });

  it('gives the provider’s refusal, the moved price and the lost provider each in its own words', async () => {
    await provider({ mode: 'reject', ordRejReason: 3, text: 'over credit', count: 1 });
    await buy();
    expect(await dismissed('ORDER_REJECTED')).toContain('No. Nothing was changed.');

    await provider({ mode: 'requote', count: 1 });
    await buy();
    expect(await dismissed('PRICE_CHANGED')).toContain('has moved');

    await provider({ mode: 'logonRefuse', text: 'not today' });
    await provider({ mode: 'dropBeforeAck', count: 1 });
    await buy();
    await until(
      async () => page.locator('[data-verdict]').getAttribute('data-verdict'),
      (verdict) => verdict === 'LP_NOT_CONNECTED',
    );
    await tab.picture('8-no-provider');
    await failureCard(page, 'LP_NOT_CONNECTED')
      .or(failureCard(page, 'LP_TIMEOUT'))
      .getByRole('button', { name: 'Dismiss' })
      .click();
  });

  it('shows that prices are old, and how old, and refuses to trade on them', async () => {
    await provider({ mode: 'stopQuotes' });
    await page.locator('[data-state="STALE"]').first().waitFor();
    await page.locator('[data-verdict="PRICE_STALE"]').waitFor();
    await tab.picture('9-stale');
    await http(`${system.control}/reset`, { method: 'POST' });
    const live = page.locator('[data-state="LIVE"]');
    await live.first().waitFor();
    expect(await live.count()).toBeGreaterThan(0);
  });

  it('tells when the house is closed for maintenance and when it opens again', async () => {
    const token = await signIn(system, 'admin');
    const inMs = 3_600_000;
    const estimatedRestore = new Date(Date.now() + inMs).toISOString();
    const on = { on: true, reason: 'Upgrade', estimatedRestore };
    await http(`${system.url}/admin/maintenance`, { token, body: on });
    await buy();
    expect(await dismissed('SERVICE_UNAVAILABLE')).toContain('No. Nothing was changed.');
    const off = { on: false, reason: 'Done' };
    await http(`${system.url}/admin/maintenance`, { token, body: off });
  });

  it('misses no event and shows none twice, with the line cut and the service killed under it', async () => {
    await page.getByRole('tab', { name: 'Activity' }).click();
    const feed = page.locator('ul.feed[data-last-seq]');
    const token = await signIn(system, 'trader');
    const trade = async (): Promise<void> => {
      const body = { symbol: 'EURUSD', side: 'BUY', volume: 0.01 };
      const { status } = await http(`${system.url}/api/orders/market`, { token, body });
      expect(status).toBe(200);
    };
    await trade();
    await feed.waitFor();
    await page.context().setOffline(true);
    for (let times = 0; times < 5; times += 1) await trade();
    await page.context().setOffline(false);
    await page.locator('[data-line="live"]').waitFor();
    await system.kill('order-service');
    await trade();
    await page.locator('[data-line="live"]').waitFor({ timeout: 20_000 });

    const events = await http(`${system.url}/api/account/summary`, { token });
    expect(events.status).toBe(200);
    const seqs = async (): Promise<number[]> =>
      page
        .locator('ul.feed li[data-seq]')
        .evaluateAll((items) => items.map((item) => Number(item.getAttribute('data-seq'))));
    const filled = async (): Promise<number> =>
      page.locator('ul.feed li[data-type="ORDER_FILLED"]').count();
    // The first order of this file was followed live, too.
    await until(filled, (count) => count >= 7);
    const shown = await seqs();
    expect(new Set(shown).size).toBe(shown.length);
    expect(await feed.getAttribute('data-gaps')).toBe('0');
    const expected = Array.from({ length: shown.length }, (_, index) => (shown[0] ?? 0) - index);
    expect(shown).toEqual(expected);
    await tab.picture('10-after-a-kill');
  }, 60_000);

  it('never made the browser complain', () => {
    const lost = /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|ERR_NETWORK/;
    expect(tab.complaints.filter((text) => !lost.test(text))).toEqual([]);
  });
});
