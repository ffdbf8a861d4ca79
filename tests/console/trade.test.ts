/** The console in a real browser: signing in, trading, and being told why not. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from '../harness/accessibility.ts';
import { failureCard, noBrowser, signInAs, type Tab } from '../harness/browser.ts';
import { type OpenConsole, openConsole } from '../harness/console.ts';
import type { System } from '../harness/system.ts';

const PHONE = { width: 390, height: 844 };

describe.skipIf(noBrowser)('the console', () => {
  let system: System;
  let opened: OpenConsole;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    opened = await openConsole();
    ({ system, tab, page } = opened);
  }, 60_000);
  afterAll(async () => {
    await opened.close();
  });

  it('turns wrong credentials away in words, and lets right ones in', async () => {
    await page.getByLabel('User name or account number').fill('trader');
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const card = failureCard(page, 'AUTH_INVALID');
    await card.waitFor();
    expect(await card.innerText()).toContain('No. Nothing was changed.');
    await tab.picture('1-wrong-password');
    expect(await barriers(page)).toEqual([]);

    await signInAs(page, 'trader');
    await page.locator('[data-line="live"]').waitFor();
    await page.locator('[data-stat="balance"]', { hasText: '$10,000.00' }).waitFor();
  });

  it('shows what an order would cost, fills it, and closes the position again', async () => {
    await page.locator('[data-verdict="ok"]').waitFor();
    await page.getByRole('button', { name: /^Buy 0\.10 EURUSD/ }).click();
    await page.getByText(/Buy 0\.1 EURUSD filled at 1\.\d{5}/).waitFor();
    const row = page.locator('.panel-held tbody tr');
    await row.first().waitFor();
    expect(await row.count()).toBe(1);
    await tab.picture('2-position-open');
    await page.getByRole('button', { name: 'Close #1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByText(/Position 1 closed/).waitFor();
    await page.getByText('No open positions.').waitFor();
  });

  it('refuses a volume that does not fit with its numbers, before sending and after, and offers the one that does', async () => {
    await page.getByLabel('Volume (lots)').fill('50');
    const before = page.locator('[data-verdict="MARGIN_INSUFFICIENT"]');
    await before.waitFor();
    expect(await before.innerText()).toMatch(/needs \$5\d,\d{3}\.\d\d of margin/);
    await page.getByRole('button', { name: /^Buy 50 EURUSD/ }).click();
    const card = failureCard(page, 'MARGIN_INSUFFICIENT');
    await card.waitFor();
    const told = await card.innerText();
    expect(told).toContain('No. Nothing was changed.');
    expect(told).toContain('Not as it stands');
    expect(told).toMatch(/req_\w+/);
    await tab.picture('3-margin-insufficient');
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: /^Use \d/ }).click();
    await page.locator('[data-verdict="ok"]').waitFor();
    await card.getByRole('button', { name: 'Dismiss' }).click();
  });

  it('places a limit order, changes it and takes it back, by the keyboard alone', async () => {
    await page.getByLabel('Type').selectOption('LIMIT');
    await page.getByLabel('Volume (lots)').fill('0.2');
    await page.getByLabel('Limit price').fill('1.05');
    await page.getByLabel('Limit price').press('Enter');
    await page.getByText(/Order ORD-\d+ placed/).waitFor();
    await page.getByRole('tab', { name: /^Positions/ }).focus();
    await page.keyboard.press('ArrowRight');
    const modify = page.getByRole('button', { name: /^Modify ORD-/ });
    await modify.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByLabel('Limit price').fill('1.04');
    await page.keyboard.press('Enter');
    await page.getByText(/Order ORD-\d+ modified/).waitFor();
    await page.locator('.panel-held tbody', { hasText: '1.04000' }).waitFor();
    await page.getByRole('button', { name: /^Cancel ORD-/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('No pending orders.').waitFor();
    expect(await page.getByRole('button', { name: /^Cancel ORD-/ }).count()).toBe(0);
  });

  it('says until when money for a new destination waits, and lets its holder take it back', async () => {
    await page.goto(`${system.url}/#/money`);
    const request = async (destination: string): Promise<void> => {
      await page.getByLabel('Amount').fill('25');
      await page.getByLabel('Account number or address').fill(destination);
      await page.getByRole('button', { name: 'Request withdrawal' }).click();
    };
    const row = (id: string) => page.locator('tr', { hasText: id });
    await request('DE89370400440532013000');
    await row('WD-1').waitFor();
    expect(await row('WD-1').innerText()).not.toContain('locked until');
    await request('FR7630006000011234567890189');
    await page.getByText(/^The destination is new: nothing is paid there before/).waitFor();
    await row('WD-2')
      .getByText(/^locked until/)
      .waitFor();
    await tab.picture('6-new-destination');
    await page.getByRole('button', { name: 'Take back WD-2' }).click();
    await row('WD-2').getByText('Taken back').waitFor();
    expect(await row('WD-2').innerText()).not.toContain('locked until');
    await page.goto(system.url);
  });

  it('speaks the language that is chosen, errors included, and remembers it', async () => {
    await page.getByLabel('Type').selectOption('MARKET');
    await page.getByLabel('Volume (lots)').fill('50');
    await page.locator('[data-verdict="MARGIN_INSUFFICIENT"]').waitFor();
    await page.getByLabel('Language').selectOption('de');
    await page.getByText('Diese Order würde jetzt abgelehnt:').waitFor();
    expect(await page.locator('[data-verdict]').innerText()).toMatch(/5\d\.\d{3},\d\d.\$ Margin/);
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    await tab.picture('4-german');
    await page.reload();
    await page.getByText('Neue Order').waitFor();
    await page.getByLabel('Sprache').selectOption('en');
  });

  it('fits a narrow screen, dark as well as light, without a barrier', async () => {
    await page.setViewportSize(PHONE);
    for (const theme of ['light', 'dark'] as const) {
      if ((await page.evaluate('document.documentElement.dataset.theme')) !== theme) {
        await page.getByRole('button', { name: 'Light or dark' }).click();
      }
      await page.locator('.price-row').first().waitFor();
      // What was drawn wide follows a moment later.
      const width = async () => page.evaluate('document.documentElement.scrollWidth');
      await expect.poll(width).toBe(PHONE.width);
      await tab.picture(`5-narrow-${theme}`);
      for (const place of ['', '#/history', '#/money', '#/explain']) {
        await page.goto(`${system.url}/${place}`);
        await page.locator('main .panel').first().waitFor();
        expect(await barriers(page)).toEqual([]);
      }
      await page.goto(system.url);
    }
  });

  it('never made the browser complain: no script failed, no policy was broken', () => {
    expect(tab.complaints).toEqual([]);
  });
});
