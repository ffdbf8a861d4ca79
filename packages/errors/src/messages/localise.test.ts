/** A failure is said whole, in the reader's language, whatever its numbers are. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fail, type AppError } from '../app-error.ts';
import { clientCatalogue } from '../catalogue/index.ts';
import type { Fields } from '../fields.ts';
import { messageOf } from '../row.ts';
import { PRICE_NAMES } from './evaluate.ts';
import { LOCALES, type Locale } from './locale.ts';
import { localise, type Failure } from './localise.ts';
import { addLocale, loadAllLocales, messagesIn } from './registry.ts';
import { anyFailure, SLIPS } from './testing/details.ts';

/** Sunday noon in New York. */
const NOW_MS = Date.UTC(2026, 0, 18, 17, 0, 0);
const NEW_YORK = { nowMs: NOW_MS, timeZone: 'America/New_York' } as const;

/** Spaces that keep a number together are spaces to a reader. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

const margin = {
  code: 'MARGIN_INSUFFICIENT',
  details: {
    requiredMargin: 1_234.56,
    freeMargin: 150,
    availableMargin: 150,
    symbol: 'EURUSD',
    volume: 1,
    leverage: 100,
    currency: 'USD',
    marginLevelAfter: null,
    maxVolume: 0.12,
    reason: 'NEW_ORDER',
  },
} as const satisfies Failure;

describe('before a language is loaded', () => {
  it('answers in English, numbers and all', () => {
    const { message, detail } = localise(margin, { ...NEW_YORK, locale: 'de' });
    expect(message).toBe('Insufficient margin for order execution');
    expect(detail).toContain('$1,234.56');
  });
});

describe('localise', () => {
  beforeAll(loadAllLocales);

  it('says in each language what happened, with the numbers that decided', () => {
    const detailIn = (locale: Locale) => plain(localise(margin, { ...NEW_YORK, locale }).detail);
    expect(detailIn('en')).toBe(
      'The order needs $1,234.56 of margin; $150.00 is free. At most 0.12 lots fit now. Leverage: 1:100.',
    );
    expect(detailIn('es')).toContain('requiere 1234,56 US$ de margen');
    expect(detailIn('fr')).toContain('Volume maximal possible : 0,12 lot.');
    expect(detailIn('de')).toContain('benötigt 1.234,56 $ Margin');
  });

  it('says an instant in the reader’s zone and how far away it is', () => {
    const closed = {
      code: 'MARKET_CLOSED',
      details: { symbol: 'XAUUSD', opensAt: '2026-01-18T22:00:00Z', reason: 'WEEKEND_CLOSED' },
    } as const;
    const detailIn = (locale: Locale) => localise(closed, { ...NEW_YORK, locale }).detail;
    expect(detailIn('en')).toContain('Next opening: Sunday 17:00 New York, in 5 hours.');
    expect(detailIn('es')).toContain('domingo, 17:00 (Nueva York), dentro de 5 horas.');
    expect(detailIn('fr')).toContain('dimanche 17:00 (New York), dans 5 heures.');
    expect(detailIn('de')).toContain('Sonntag, 17:00 New York, in 5 Stunden.');
    expect(localise(closed, { locale: 'en', nowMs: NOW_MS }).detail).toContain('22:00 UTC');
  });

  it('writes each price with its symbol’s digits, which a JSON number does not keep', () => {
    const level = {
      field: 'sl',
      side: 'BUY',
      sl: 1.1,
      tp: null,
      reason: 'x',
      kind: 'DIRECTION',
    } as const;
    const detailOf = (more: { currentPrice: number; digits: number }) =>
      localise(
        { code: 'INVALID_SL_TP', details: { ...level, ...more } },
        {
          ...NEW_YORK,
          locale: 'de',
        },
      ).detail;
    expect(detailOf({ currentPrice: 1.095, digits: 5 })).toContain('bei 1,09500');
    expect(detailOf({ currentPrice: 1.095, digits: 1e15 })).toContain('1,095');
  });

  it('writes prices without digits as finely as the finest of them', () => {
    const moved = { symbol: 'EURUSD', requestedPrice: 1.095, currentPrice: 1.09512 } as const;
    const said = localise({ code: 'PRICE_CHANGED', details: moved }, { ...NEW_YORK, locale: 'de' });
    expect(said.detail).toContain('1,09500');
  });

  it('knows every detail that holds a price', () => {
    const names = Object.values<{ details: Fields }>(clientCatalogue).flatMap(({ details }) =>
      Object.entries(details).flatMap(([name, { kind }]) => (kind === 'price' ? name : [])),
    );
    expect(new Set(names)).toEqual(new Set(PRICE_NAMES));
  });

  it('gives the sub-case a sentence of its own, and null where there is none', () => {
    const reasonOf = (failure: Failure) => localise(failure, { ...NEW_YORK, locale: 'es' }).reason;
    expect(reasonOf(margin)).toBe('El margen libre no cubre la nueva orden.');
    expect(reasonOf({ code: 'AUTH_INVALID', details: {} })).toBeNull();
    expect(reasonOf({ code: 'ORDER_NOT_FOUND', details: { orderId: 'ORD-1' } })).toBeNull();
  });

  it('advises traders and administrators differently', () => {
    const adviceFor = (audience?: 'trader' | 'admin') =>
      localise(margin, { ...NEW_YORK, locale: 'de', audience }).solution;
    expect(adviceFor()).toEqual(adviceFor('trader'));
    expect(adviceFor('trader')[0]).toBe('Verringern Sie das Volumen auf höchstens 0,12 Lot.');
    expect(adviceFor('admin')[1]).toBe('Prüfen Sie den Hebel der Kontogruppe und von EURUSD.');
  });

  it('ends a sentence once, even after an operator’s own full stop', () => {
    const details = { accountId: 7, reason: 'Suspended by compliance.' };
    const said = localise({ code: 'ACCOUNT_DISABLED', details }, { ...NEW_YORK, locale: 'en' });
    expect(said.detail).toBe('Account 7 is disabled. Reason given: Suspended by compliance.');
  });

  it('takes an error as it was raised', () => {
    const error: AppError = fail('ACCOUNT_NOT_FOUND', { accountId: 12_345 });
    const said = localise(error, { ...NEW_YORK, locale: 'fr' });
    expect(said.detail).toBe('Le compte 12345 ne figure pas parmi les vôtres.');
  });

  it('lets the operator’s own message win, in its language alone', () => {
    const overrides = { es: { MARGIN_INSUFFICIENT: ['Solo ', ['money', 'freeMargin']] } } as const;
    const messageIn = (locale: Locale) => localise(margin, { ...NEW_YORK, locale, overrides });
    expect(plain(messageIn('es').message)).toBe('Solo 150,00 US$');
    expect(messageIn('fr').message).toBe('Marge insuffisante pour exécuter l’ordre');
  });

  it('keeps the English message of the row, word for word', () => {
    fc.assert(
      fc.property(anyFailure, (failure) => {
        const { message } = localise(failure, { ...NEW_YORK, locale: 'en' });
        expect(message).toBe(messageOf(failure.code, failure.details));
      }),
    );
  });

  it.each(LOCALES)('fills every message of any failure without a slip: %s', (locale) => {
    const options = { locale, timeZone: 'Europe/Madrid' } as const;
    const audience = fc.constantFrom('trader' as const, 'admin' as const);
    fc.assert(
      fc.property(anyFailure, audience, fc.integer(), (failure, reader, seconds) => {
        const nowMs = NOW_MS + seconds * 1_000;
        const said = localise(failure, { ...options, nowMs, audience: reader });
        for (const text of [said.message, said.detail, said.reason ?? '-', ...said.solution]) {
          expect(text).not.toMatch(SLIPS);
          expect(text.trim()).not.toBe('');
          expect(text).not.toMatch(/ {2}|^ | $/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a language that lacks a text', () => {
  it('is helped out in English', () => {
    const whole = messagesIn('fr') ?? {};
    addLocale('fr', { MARGIN_INSUFFICIENT: { message: 'Marge insuffisante' } });
    const said = localise(margin, { ...NEW_YORK, locale: 'fr' });
    addLocale('fr', whole);
    expect(said.message).toBe('Marge insuffisante');
    expect(said.detail).toMatch(/^The order needs/);
    expect(said.reason).toBe('The free margin does not cover the new order.');
    expect(said.solution).toContain('Deposit funds.');
  });
});
