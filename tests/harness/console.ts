/** A system with its console open in a browser, as each file of tests/console begins. */
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { barriers } from './accessibility.ts';
import { openBrowser, openTab, signInAs, type Tab } from './browser.ts';
import { removeData, startSystem, type System } from './system.ts';

export interface OpenConsole {
  readonly system: System;
  readonly browser: Browser;
  readonly tab: Tab;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/** @param username - Who is signed in; nobody when left out. */
export async function openConsole(
  env: Record<string, string> = {},
  username?: string,
): Promise<OpenConsole> {
  const system = await startSystem({ CONSOLE: 'on', ...env });
  const browser = await openBrowser();
  const close = async (): Promise<void> => {
    await browser.close();
    await system.stop();
    await removeData(system);
  };
  const tab = await openTab(browser, system);
  if (username !== undefined) await signInAs(tab.page, username);
  return { system, browser, tab, page: tab.page, close };
}

/** Goes to a page of the back office by its link, and finds no barrier there. */
export async function visit(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click();
  await page.locator('main .panel').first().waitFor();
  expect(await barriers(page)).toEqual([]);
}

/** Says why, in the dialog that is open, and does it. */
export async function confirm(page: Page, button: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: button }).click();
}
