/** Two tabs of one browser: one sign-in, renewed by one of them for both, and ended in both. */
import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, signInAs } from '../harness/browser.ts';
import { until } from '../harness/http.ts';
import { type OpenConsole, openConsole } from '../harness/console.ts';
import type { System } from '../harness/system.ts';

const RENEWALS = 4;

describe.skipIf(noBrowser)('two tabs of one browser', () => {
  let system: System;
  let opened: OpenConsole;
  let first: Page;
  let second: Page;
  const renewals: Request[] = [];
  beforeAll(async () => {
    opened = await openConsole({ ACCESS_TOKEN_TTL: '3' });
    ({ system, page: first } = opened);
    first.context().on('request', (request) => {
      if (request.url().includes('/trpc/auth.refresh')) renewals.push(request);
    });
    await signInAs(first, 'trader');
  }, 60_000);
  afterAll(async () => {
    await opened.close();
  });

  it('are one sign-in: the second asks for no password', async () => {
    second = await first.context().newPage();
    await second.goto(system.url);
    await second.getByRole('navigation').waitFor();
    await second.locator('[data-stat="balance"]', { hasText: '$10,000.00' }).waitFor();
    expect(await second.getByLabel('Password').count()).toBe(0);
  });

  it('renew their token once for both, again and again, and neither is thrown out', async () => {
    await until(
      async () => renewals.length,
      (count) => count >= RENEWALS,
      60_000,
    );
    const told = await Promise.all(
      renewals.slice(0, RENEWALS).map(async (request) => ({
        token: /ses_[\w.-]+/.exec(request.postData() ?? '')?.[0],
        status: (await request.response())?.status(),
      })),
    );
    // A busy machine may send one away, which is then asked again with the token that it still has.
    const renewed = told.filter(({ status }) => status !== 503);
    expect(new Set(renewed.map(({ status }) => status))).toEqual(new Set([200]));
    // Each token of the sign-in was used once: whoever came second found what the first had brought.
    const tokens = renewed.map(({ token }) => token);
    expect(tokens).not.toContain(undefined);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const page of [first, second]) await page.locator('[data-line="live"]').waitFor();
  }, 90_000);

  it('are signed out together', async () => {
    await first.getByRole('button', { name: 'Sign out' }).click();
    for (const page of [first, second]) {
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      // Nobody threw them out: it was the user's own wish.
      expect(await page.getByText('Your sign-in has ended').count()).toBe(0);
    }
  });

  it('are signed in together', async () => {
    await signInAs(second, 'trader2');
    await first.getByRole('navigation').waitFor();
    expect(await first.getByText('trader2').count()).toBeGreaterThan(0);
  });
});
