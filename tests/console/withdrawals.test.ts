/** Withdrawals in the back office, in a real browser: decided on, held back, and in a log that holds. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriers } from '../harness/accessibility.ts';
import { noBrowser, type Tab } from '../harness/browser.ts';
import { confirm, type OpenConsole, openConsole, visit } from '../harness/console.ts';
import { http, signIn } from '../harness/http.ts';
import type { System } from '../harness/system.ts';

describe.skipIf(noBrowser)('the back office', () => {
  let system: System;
  let opened: OpenConsole;
  let tab: Tab;
  let page: Page;
  beforeAll(async () => {
    opened = await openConsole({}, 'admin');
    ({ system, tab, page } = opened);
  }, 60_000);
  afterAll(async () => {
    await opened.close();
  });

  it('decides on a withdrawal, and keeps every act in a log that holds', async () => {
    const token = await signIn(system, 'trader');
    const body = { amount: 100, method: 'BANK_TRANSFER', destination: 'DE89370400440532013000' };
    await http(`${system.url}/api/withdrawals`, { token, body });
    await visit(page, 'Withdrawals');
    await page.getByRole('button', { name: 'Approve WD-1' }).click();
    await confirm(page, 'Approve', 'checked');
    await page.getByRole('button', { name: 'Mark as paid WD-1' }).waitFor();
    await visit(page, 'Audit');
    await page.getByText('admin.withdrawals.approve').waitFor();
    await page.getByRole('button', { name: 'Verify the books' }).click();
    const verdict = page.getByText('Every balance is explained and no entry was altered.');
    await verdict.waitFor();
    expect(await verdict.getAttribute('class')).toBe('good');
    await tab.picture('26-audit');
  });

  it('explains why a withdrawal to a new destination cannot be approved yet', async () => {
    const token = await signIn(system, 'trader2');
    const wish = { amount: 10, method: 'BANK_TRANSFER', destination: 'DE89370400440532013000' };
    await http(`${system.url}/api/withdrawals`, { token, body: wish });
    const elsewhere = { ...wish, destination: 'FR7630006000011234567890189' };
    const { body } = await http(`${system.url}/api/withdrawals`, { token, body: elsewhere });
    const id = String(body['id']);
    await visit(page, 'Withdrawals');
    await page
      .locator('tr', { hasText: id })
      .getByText(/^locked until/)
      .waitFor();
    await page.getByRole('button', { name: `Approve ${id}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/^The destination is new to this account/).waitFor();
    expect(await dialog.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await tab.picture('30-new-destination');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: `Reject ${id}` }).click();
    await confirm(page, 'Reject', 'not the holder');
    await page.locator('tr', { hasText: id }).getByText('Rejected').waitFor();
  });

  it('never made the browser complain', () => {
    expect(tab.complaints).toEqual([]);
  });
});
