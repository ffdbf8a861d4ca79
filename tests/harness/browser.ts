/** A real Chromium on the console of a running system, as its user would have it open. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { System } from './system.ts';

/** Where Debian and others put it; `CHROMIUM` names another place. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = [process.env['CHROMIUM'] ?? '', ...PLACES].find((path) => existsSync(path));

/** Without a browser these tests are skipped, except in CI, where that is a failure. */
export const noBrowser = executablePath === undefined && process.env['CI'] === undefined;
if (noBrowser) {
  process.stderr.write(
    'no Chromium on this machine: the journeys through the console are skipped\n',
  );
}

/** Screenshots for people to look at after a run. */
const ARTIFACTS = join(import.meta.dirname, '..', '..', 'test-artifacts', 'console');

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export async function openBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`no Chromium at ${PLACES.join(', ')}`);
  return chromium.launch({ executablePath, args: ARGS });
}

export interface Tab {
  readonly page: Page;
  /** What the browser complained of: scripts that failed, policies that were broken. */
  readonly complaints: readonly string[];
  readonly picture: (name: string) => Promise<void>;
}

/** Long enough for a browser that shares its two cores with another test's three services. */
const PATIENCE_MS = 30_000;

const DESKTOP = { width: 1_400, height: 950 };

export async function openTab(
  browser: Browser,
  system: System,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (said) => {
    // A refused call is no fault of the page.
    const isAnswer = said.text().startsWith('Failed to load resource');
    if (said.type() === 'error' && !isAnswer) complaints.push(said.text());
  });
  await page.goto(system.url);
  return {
    page,
    complaints,
    picture: async (name) => {
      mkdirSync(ARTIFACTS, { recursive: true });
      await page.screenshot({ path: join(ARTIFACTS, `${name}.png`), fullPage: true });
    },
  };
}

export async function signInAs(page: Page, username: string): Promise<void> {
  await page.getByLabel('User name or account number').fill(username);
  await page.getByRole('textbox', { name: 'Password' }).fill(`${username}-demo`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation').waitFor();
}

/** The failure on screen with this code. */
export const failureCard = (page: Page, code: string) =>
  page.locator(`article.failure[data-code="${code}"]`);
