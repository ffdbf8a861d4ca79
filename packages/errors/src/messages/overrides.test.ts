/** The operator's own messages: read, checked whole, and told every mistake at once. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMessageTemplates } from '../../node/index.ts';
import { localise, MessageTemplatesError } from './index.ts';
import { parseMessageTemplates } from './overrides.ts';

const mistakesIn = (...files: [name: string, text: string][]): readonly string[] => {
  try {
    parseMessageTemplates(files.map(([name, text]) => ({ name, text })));
  } catch (error) {
    if (error instanceof MessageTemplatesError) return error.mistakes;
    throw error;
  }
  return [];
};

describe('message templates', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'faultline-messages-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('win over the built-in message, with each detail written as its kind is', async () => {
    const text = { LP_TIMEOUT: '${lp} schweigt seit ${timeout}', ORDER_NOT_FOUND: 'Weg' };
    await writeFile(join(folder, 'en.json'), JSON.stringify(text));
    await writeFile(join(folder, 'notes.txt'), 'not ours');
    const overrides = readMessageTemplates(folder);
    const said = localise(
      { code: 'LP_TIMEOUT', details: { lp: 'YOFX', timeout: 5_000, symbol: 'EURUSD' } },
      { locale: 'en', nowMs: 0, overrides },
    );
    expect(said.message).toBe('YOFX schweigt seit 5 seconds');
    expect(said.detail).toContain('YOFX gave no answer about EURUSD');
  });

  it('are read as the gateway specification prints them, beside our own form', async () => {
    const printed = `error_messages:
  en:
    AUTH_FAILURE: "Authentication failed. Please log in again."
    ORDER_REJECTED_INSUFFICIENT_MARGIN: "Insufficient margin for this trade. Available: \${availableMargin}, Required: \${requiredMargin}."
    MARKET_CLOSED: "Market is currently closed. Opens at \${nextOpenTime}."
  es:
    AUTH_FAILURE: "Error de autenticación. Por favor, inicie sesión nuevamente."
    ORDER_REJECTED_INSUFFICIENT_MARGIN: "Margen insuficiente para esta operación. Disponible: \${availableMargin}, Requerido: \${requiredMargin}."
    MARKET_CLOSED: "El mercado está cerrado. Abre a las \${nextOpenTime}."
`;
    await writeFile(join(folder, 'messages.yaml'), printed);
    await writeFile(join(folder, 'es.json'), JSON.stringify({ ORDER_NOT_FOUND: 'No está' }));
    const overrides = readMessageTemplates(folder);
    const say = (failure: Parameters<typeof localise>[0], locale: 'en' | 'es') =>
      localise(failure, { locale, nowMs: Date.UTC(2026, 0, 18), overrides }).message;
    const margin = {
      code: 'MARGIN_INSUFFICIENT',
      details: { availableMargin: 1_200.5, requiredMargin: 2_000, currency: 'USD' },
    } as Parameters<typeof localise>[0];
    expect(say({ code: 'AUTH_INVALID', details: {} }, 'en')).toBe(
      'Authentication failed. Please log in again.',
    );
    expect(say(margin, 'en')).toBe(
      'Insufficient margin for this trade. Available: $1,200.50, Required: $2,000.00.',
    );
    const closed = { symbol: 'XAUUSD', opensAt: '2026-01-18T23:00:00Z', reason: 'WEEKEND_CLOSED' };
    const failure = { code: 'MARKET_CLOSED', details: closed } as Parameters<typeof localise>[0];
    expect(say(failure, 'es')).toMatch(/^El mercado está cerrado\. Abre a las .*23:00.*\.$/);
    expect(say({ code: 'ORDER_NOT_FOUND', details: { orderId: 'ORD-1' } }, 'es')).toBe('No está');
  });

  it.each([
    ['error_messages: [', 'is no YAML'],
    ['error_messages: 7', 'error_messages: expected the texts of each language'],
    ['error_messages: { en: 7 }', 'en: expected a text for each key'],
    ['error_messages: { en: { ORDER_GONE: x } }', 'ORDER_GONE: no such code'],
    ['error_messages: { it: { NOT_FOUND: x } }', 'no such language'],
  ])('as YAML refuse %s', async (text, mistake) => {
    await writeFile(join(folder, 'messages.yml'), text);
    expect(() => readMessageTemplates(folder)).toThrow(mistake);
  });

  it('may be one language, in a YAML file of its name, beside YAML of another kind', async () => {
    await writeFile(join(folder, 'errors.yaml'), 'errorMapping: {}');
    await writeFile(join(folder, 'de.yml'), 'ORDER_NOT_FOUND: "Weg: ${orderId}"');
    expect(readMessageTemplates(folder)).toEqual({
      de: { ORDER_NOT_FOUND: ['Weg: ', ['plain', 'orderId']] },
    });
  });

  it('may leave out every language', () => {
    expect(readMessageTemplates(folder)).toEqual({});
  });

  it('fail loudly when the folder does not exist', () => {
    expect(() => readMessageTemplates(join(folder, 'nowhere'))).toThrow('ENOENT');
  });
});

describe('mistakes in message templates', () => {
  it('are all told at once, each with its file and code', () => {
    const es = JSON.stringify({
      ORDER_GONE: 'No está',
      LP_TIMEOUT: '${lp} tardó ${time}',
      ABORTED: '${reason}',
      TIMEOUT: 5,
      NOT_FOUND: ['x'],
      NETWORK_ERROR: null,
      INTERNAL_ERROR: ' ',
      ORDER_NOT_FOUND: '${orderId',
    });
    expect(mistakesIn(['es.json', es], ['it.json', '{}'], ['fr.json', '[]'])).toEqual([
      'es.json: ORDER_GONE: no such code',
      'es.json: LP_TIMEOUT: no such placeholder ${time}; it has lp, timeout, symbol, orderId, lpOrderId, outcome',
      'es.json: ABORTED: no such placeholder ${reason}; it has none',
      'es.json: TIMEOUT: expected a text, was a number',
      'es.json: NOT_FOUND: expected a text, was a list',
      'es.json: NETWORK_ERROR: expected a text, was null',
      'es.json: INTERNAL_ERROR: the text is empty',
      'es.json: ORDER_NOT_FOUND: a "${" is never closed',
      'it.json: no such language, expected en, es, fr, de',
      'fr.json: expected an object of code to text',
    ]);
  });

  it('include text that is no JSON', () => {
    const [mistake] = mistakesIn(['de.json', '{"ABORTED": }']);
    expect(mistake).toMatch(/^de\.json: is no JSON: /);
  });

  it('never reach the prototype', () => {
    const [mistake] = mistakesIn(['de.json', '{"constructor": "x", "__proto__": "y"}']);
    expect(mistake).toBe('de.json: constructor: no such code');
  });

  it('are one line each in the error that stops the start', () => {
    const start = () => parseMessageTemplates([{ name: 'de.json', text: '{"A":1,"B":2}' }]);
    expect(start).toThrow('message templates:\n- de.json: A: no such code\n- de.json: B: no such');
  });
});
