/** The back office in a real browser: providers and sessions, doubts, errors, MT5 and routing. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from '../harness/accessibility.ts';
import { failureCard, noBrowser, openTab, signInAs, type Tab } from '../harness/browser.ts';
import { http, signIn } from '../harness/http.ts';
import { confirm, type OpenConsole, openConsole, visit } from '../harness/console.ts';
import type { System } from '../harness/system.ts';

const QUICK = {
  ORDER_TIMEOUT_MS: '500',
  RECONNECT_INITIAL_MS: '100',
  MT5_TIME_SCALE: '0.01',
};

describe.skipIf(noBrowser)('the back office', () => {
  let system: System;
  let opened: OpenConsole;
  let browser: Browser;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    opened = await openConsole(QUICK, 'admin');
    ({ system, browser, tab, page } = opened);
  }, 60_000);
  afterAll(async () => {
    await opened.close();
  });

  it('takes a session down, says what a reset would lose, and brings it back', async () => {
    await visit(page, 'Providers');
    const status = page.locator('[data-session="OANDA1"]');
    await page.locator('[data-session="OANDA1"][data-status="LOGGED_ON"]').waitFor();
    await page.getByRole('button', { name: 'Disconnect OANDA1' }).click();
    await page.locator('[data-session="OANDA1"][data-status="STOPPED"]').waitFor();

    await page.getByRole('button', { name: 'Reset numbers OANDA1' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Reset now' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Reason').fill('agreed with the provider');
    await dialog.getByRole('button', { name: 'What would be lost?' }).click();
    await dialog.locator('[data-preview="reset"]').waitFor();
    await tab.picture('20-reset-preview');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('button', { name: 'Connect OANDA1' }).click();
    await page.locator('[data-session="OANDA1"][data-status="LOGGED_ON"]').waitFor();
    expect(await status.innerText()).toBe('Logged on');
  });

  it('reads the messages of a session, secrets masked', async () => {
    await page.getByRole('button', { name: 'Messages YOFX1' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('tbody tr').first().waitFor();
    await dialog.getByLabel('Type').fill('A');
    await dialog.getByText(/35=A/).first().waitFor();
    expect(await dialog.innerText()).not.toMatch(/554=[^*|]/);
    await tab.picture('21-fix-messages');
    await dialog.getByRole('button', { name: 'Back' }).click();
  });

  it('settles an order in doubt by evidence', async () => {
    const token = await signIn(system, 'trader');
    await http(`${system.control}/behaviour`, { body: { mode: 'silent' } });
    const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
    const told = await http(`${system.url}/api/orders/market`, { token, body: order });
    expect(told.body['code']).toBe('LP_TIMEOUT');
    await visit(page, 'In doubt');
    await page.getByRole('button', { name: /^Settle ORD-/ }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/^Evidence/)
      .fill('Call with the desk, ticket 4711');
    await page.getByRole('dialog').getByRole('button', { name: 'Settle' }).click();
    await page.getByText('No order is in doubt.').waitFor();
    await tab.picture('22-doubt-settled');
  });

  it('settles a report that a provider took back, by evidence', async () => {
    const token = await signIn(system, 'trader');
    await http(`${system.control}/behaviour`, { body: { mode: 'bust', count: 1 } });
    const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
    await http(`${system.url}/api/orders/market`, { token, body: order });
    await visit(page, 'Set aside');
    const row = page.locator('tbody tr', { hasText: 'BUST' });
    await row.getByRole('button', { name: /^Settle \d/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Evidence/).fill('Mail of the provider, ticket 4712');
    expect(await barriers(page)).toEqual([]);
    await tab.picture('31-set-aside');
    await dialog.getByRole('button', { name: 'Settle' }).click();
    await page.getByText('No report is waiting.').waitFor();
    await page.getByLabel('Which').selectOption('SETTLED');
    await row.getByText(/Settled by user_admin .*ticket 4712/).waitFor();
    expect(await barriers(page)).toEqual([]);
  });

  it('finds an error by the request id that its user named, and shows where it came from', async () => {
    const token = await signIn(system, 'trader');
    const order = { symbol: 'EURUSD', side: 'BUY', volume: 50 };
    const refused = await http(`${system.url}/api/orders/market`, { token, body: order });
    const requestId = refused.headers.get('x-request-id') ?? '';
    await visit(page, 'Error explorer');
    await page.locator('[data-code="MARGIN_INSUFFICIENT"]').waitFor();
    await page.locator('[data-code="LP_TIMEOUT"]').waitFor();
    await tab.picture('23-errors');
    await page.getByLabel('Request id, error id or order id').fill(requestId);
    const row = page.locator('tbody tr');
    await row.filter({ hasText: requestId }).first().waitFor();
    await row
      .getByRole('button', { name: /^Details/ })
      .first()
      .click();
    expect(await page.getByRole('dialog').innerText()).toContain('orders.placeMarket');
    await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();

    await page.getByLabel('Request id, error id or order id').fill('LP_TIMEOUT');
    await row
      .getByRole('button', { name: /^Details/ })
      .first()
      .click();
    await page.getByRole('button', { name: /^FIX messages of this order \(YOFX1\)/ }).click();
    await page.getByText(/35=D/).first().waitFor();
    await tab.picture('24-linked-messages');
    await page.getByRole('dialog').last().getByRole('button', { name: 'Back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  });

  it('puts an MT5 account under supervision and shows why it does not get in', async () => {
    await http(`${system.control}/terminal`, {
      raw: '{"login":7001,"codes":[10020],"then":"repeat"}',
    });
    await visit(page, 'MT5');
    await page.getByRole('button', { name: 'Add instance' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Instance').fill('desk-1');
    await dialog.getByLabel('Server').fill('Broker-Demo');
    await dialog.getByLabel('Login').fill('7001');
    await dialog.getByLabel('Password').fill('secret-of-7001');
    await dialog.getByRole('button', { name: 'Add instance' }).click();
    await page.locator('[data-instance="desk-1"]').waitFor();
    await page.getByRole('button', { name: 'Start desk-1' }).click();
    await confirm(page, 'Start', 'first start');
    await page.locator('td', { hasText: 'mt5.login:10020' }).waitFor();
    expect(await page.content()).not.toContain('secret-of-7001');
    expect(await barriers(page)).toEqual([]);
    await tab.picture('25-mt5');
  });

  it('changes what is done after a login code, and goes back to the guide', async () => {
    await visit(page, 'MT5');
    const rule = page.locator('.panel-policy tbody tr', { hasText: '10004' });
    const guide = await rule.innerText();
    await page.getByRole('button', { name: 'Change 10004' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Attempts at most').fill('9');
    await dialog.getByLabel('Reason').fill('the broker asked for fewer');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await failureCard(page, 'INVALID_REQUEST').waitFor();
    await dialog.getByLabel('Attempts at most').fill('3');
    await dialog.getByLabel('Delays (s)').fill('20, 40');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await rule.filter({ hasText: 'changed' }).filter({ hasText: '20, 40' }).waitFor();
    await tab.picture('27-mt5-policy');
    await page.getByRole('button', { name: 'Change 10004' }).click();
    await dialog.getByLabel('Reason').fill('no longer');
    await dialog.getByRole('button', { name: 'Back to the guide' }).click();
    await dialog.waitFor({ state: 'detached' });
    await rule.filter({ hasNotText: 'changed' }).waitFor();
    expect(await rule.innerText()).toBe(guide);
  });

  it('switches a provider off and on, and changes what it trades', async () => {
    await visit(page, 'Providers');
    const card = page.locator('[data-provider="OANDA"]');
    await page.getByRole('button', { name: 'Switch off OANDA' }).click();
    await confirm(page, 'Switch off', 'maintenance at the provider');
    await card.getByText('Switched off').waitFor();
    await page.getByRole('button', { name: 'Switch on OANDA' }).click();
    await confirm(page, 'Switch on', 'maintenance is over');
    await card.getByText('Takes orders').waitFor();

    await page.getByRole('button', { name: 'Settings OANDA' }).click();
    const dialog = page.getByRole('dialog');
    const symbols = dialog.getByLabel(/^Symbols, one a line/);
    const before = await symbols.inputValue();
    await symbols.fill(`${before}\nGER40 DE30`);
    await dialog.getByRole('alert').filter({ hasText: 'GER40 DE30' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await tab.picture('28-provider-settings');
    await symbols.fill(`${before}\nGER40 DE30 1`);
    await dialog.getByLabel('Reason').fill('the index is new there');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Settings OANDA' }).click();
    expect(await symbols.inputValue()).toBe(`${before}\nGER40 DE30 1 1`);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('sends a symbol to another book by a rule, and takes the rule away', async () => {
    await visit(page, 'Providers');
    await page.getByRole('button', { name: 'Add rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Rule').fill('gold-inside');
    await dialog.getByLabel('Goes to').selectOption('B');
    await dialog.getByLabel(/^Symbols/).fill('XAUUSD');
    await dialog.getByLabel('Note').fill('agreed with the risk desk');
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    const rule = page.locator('tr', { hasText: 'gold-inside' });
    await rule.filter({ hasText: 'symbols: XAUUSD' }).filter({ hasText: 'B-book' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await tab.picture('29-routing');
    await page.getByRole('button', { name: 'Switch off gold-inside' }).click();
    await page.getByRole('button', { name: 'Switch on gold-inside' }).waitFor();
    await page.getByRole('button', { name: 'Remove gold-inside' }).click();
    await rule.waitFor({ state: 'detached' });
  });

  it('has the house cover half of a symbol, and shows what is held for it', async () => {
    const admin = await signIn(system, 'admin');
    const asAdmin = async (path: string, body: object): Promise<void> => {
      const answer = await http(system.url + path, { token: admin, body });
      expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    };
    await asAdmin('/admin/account/update', { accountId: 3, marginMode: 'NETTING' });
    await asAdmin('/api/config', { hedgeAccountId: 3 });
    await visit(page, 'Providers');
    await page.getByText('Nothing is covered.').waitFor();
    await page.getByRole('button', { name: 'Add rule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Rule').fill('half-of-euro');
    await dialog.getByLabel('Goes to').selectOption('B');
    await dialog.getByLabel('Cover (%)').fill('50');
    await dialog.getByLabel(/^Symbols/).fill('EURUSD');
    await dialog.getByLabel('Note').fill('agreed with the risk desk');
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    // Demo money covers demo money alone: the rule has to say for whom it is.
    await failureCard(page, 'INVALID_REQUEST').waitFor();
    await dialog.getByLabel('Accounts').selectOption('demo');
    expect(await barriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Add rule' }).click();
    const rule = page.locator('tr', { hasText: 'half-of-euro' });
    await rule.filter({ hasText: 'isDemo: true' }).filter({ hasText: '50 % covered' }).waitFor();

    const token = await signIn(system, 'trader');
    const order = { accountId: 2, symbol: 'EURUSD', side: 'BUY', volume: 1 };
    await http(`${system.control}/reset`, { body: {} });
    const placed = await http(`${system.url}/api/orders/market`, { token, body: order });
    expect(placed.body).toMatchObject({ order: { book: 'B' } });
    const cover = page.getByRole('region', { name: 'Cover of our own book' }).locator('tbody tr');
    await cover.locator('[data-title="Held (lots)"]', { hasText: '0.5' }).waitFor();
    await cover.locator('[data-title="Missing (lots)"]', { hasText: /^0$/ }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await tab.picture('30-hedges');
  });

  it('has every act in the audit log', async () => {
    await visit(page, 'Audit');
    for (const act of ['admin.mt5.create', 'admin.lp.put', 'admin.mt5.policy.put']) {
      const entry = page.getByText(act, { exact: true }).first();
      await entry.waitFor();
      expect(await entry.isVisible()).toBe(true);
    }
  });

  it('lets support look and not touch', async () => {
    const support = await openTab(browser, system);
    await signInAs(support.page, 'support');
    await support.page.getByRole('link', { name: 'Providers' }).click();
    await support.page.locator('[data-session="YOFX1"]').waitFor();
    expect(await support.page.getByRole('button', { name: /^Disconnect/ }).count()).toBe(0);
    expect(await support.page.getByRole('button', { name: /^Settings/ }).count()).toBe(0);
    expect(await failureCard(support.page, 'PERMISSION_DENIED').count()).toBe(0);
    expect(support.complaints).toEqual([]);
    await support.page.context().close();
  });

  it('never made the browser complain', () => {
    expect(tab.complaints).toEqual([]);
  });
});
