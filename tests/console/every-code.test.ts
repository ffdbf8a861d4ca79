/** Every code of the catalogue, met through the real processes, as the console tells it in each of the four languages. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, signInAs, type Tab } from '../harness/browser.ts';
import { http } from '../harness/http.ts';
import { Provocation, type Recipe, type Told } from '../harness/provoked.ts';
import { type OpenConsole, openConsole } from '../harness/console.ts';
import type { System } from '../harness/system.ts';

const QUICK = {
  QUOTE_TTL_MS: '1500',
  ORDER_TIMEOUT_MS: '800',
  RECONNECT_INITIAL_MS: '100',
  MT5_TIME_SCALE: '0.01',
};

/** The page's word for the field to paste into, in each language. */
const PASTE = {
  en: 'Error as JSON',
  es: 'Error en JSON',
  fr: 'Erreur en JSON',
  de: 'Fehler als JSON',
} as const;
const LANGUAGE = { en: 'Language', es: 'Idioma', fr: 'Langue', de: 'Sprache' } as const;

const LEFT_OVER = /\{|\}|undefined|NaN|\[object|‹|\bnull\b/;
const TITLE_MIN = 8;

interface Shown {
  readonly code: string;
  readonly details: unknown;
}

/** Some codes need an environment of their own, as their notes say; faults that were asked for need none. */
const FAULTS: ReadonlySet<string> = new Set(['DATABASE_ERROR', 'INTERNAL_ERROR']);

async function provoked(system: System): Promise<Shown[]> {
  const { body } = await http(`${system.control}/provoke`);
  const { recipes } = body as unknown as { recipes: Recipe[] };
  const met = new Map<string, Told>();
  for (const recipe of recipes.filter((one) => one.note === undefined || FAULTS.has(one.code))) {
    const { code } = recipe;
    const { told } = await new Provocation(system).carryOut(recipe);
    const answer = told.find((one) => one.code === code);
    if (answer !== undefined) met.set(code, answer);
  }
  return [...met].map(([code, { details }]) => ({ code, details }));
}

describe.skipIf(noBrowser)('every code in the console', () => {
  let opened: OpenConsole;
  let tab: Tab;
  let page: Page;
  let errors: readonly Shown[];
  beforeAll(async () => {
    opened = await openConsole(QUICK);
    ({ tab, page } = opened);
    await signInAs(page, 'trader');
    // Only now: the faults may well be felt a moment longer than they were asked for.
    errors = await provoked(opened.system);
    await page.getByRole('link', { name: 'Errors explained' }).click();
  }, 180_000);
  afterAll(async () => {
    await opened.close();
  });

  it('has all that can be met without a special environment', () => {
    expect(errors.length).toBeGreaterThanOrEqual(40);
  });

  it.each(['es', 'fr', 'de', 'en'] as const)('reads well in %s', async (locale) => {
    await page.getByLabel(/^(Language|Idioma|Langue|Sprache)$/).selectOption(locale);
    await page.getByLabel(LANGUAGE[locale]).waitFor();
    await page.getByLabel(PASTE[locale]).fill(JSON.stringify(errors));
    const cards = page.locator('article.failure');
    await cards.nth(errors.length - 1).waitFor();
    const shown = await cards.allInnerTexts();
    expect(shown).toHaveLength(errors.length);
    // What is left of a pattern, of a detail that nobody turned into words, or of a title that is none.
    const poor = shown.filter(
      (text) => LEFT_OVER.test(text) || (text.split('\n')[0] ?? '').length <= TITLE_MIN,
    );
    expect(poor).toEqual([]);
    await tab.picture(`30-every-code-${locale}`);
  });

  it('tells no two languages alike', async () => {
    const titles = new Set<string>();
    for (const locale of ['es', 'fr', 'de', 'en'] as const) {
      await page.getByLabel(/^(Language|Idioma|Langue|Sprache)$/).selectOption(locale);
      await page.getByLabel(PASTE[locale]).waitFor();
      const title = page.locator('[data-code="MARGIN_INSUFFICIENT"] .failure-title');
      titles.add(await title.innerText());
    }
    expect(titles.size).toBe(4);
  });
});
