/** One refusal in every language and every form, chosen by headers alone. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

/** An operator's own words for one error in one language, and another retry for a lost provider. */
const folder = mkdtempSync(join(tmpdir(), 'faultline-words-'));
const file = join(folder, 'errors.yaml');
writeFileSync(join(folder, 'fr.json'), '{"ORDER_NOT_FOUND":"Aucun ordre ${orderId}"}');
writeFileSync(
  file,
  `errorMapping:
  logLevels: { TRADING: ERROR }
  sanitization: { maskLength: 2 }
  localization: { messageTemplatesPath: . }
`,
);

let system: System;
let token = '';
beforeAll(async () => {
  system = await startSystem({ ERROR_CONFIG_FILE: file });
  token = await signIn(system);
});
afterAll(async () => {
  await system.stop();
  await removeData(system);
  rmSync(folder, { recursive: true });
});

const FORMS = [
  ['application/json', 'error'],
  ['application/problem+json', 'title'],
  ['application/vnd.google.rpc.status+json', 'message'],
] as const;
const WORDS = {
  en: 'Insufficient margin for order execution',
  es: 'Margen insuficiente',
  fr: 'Marge',
  de: 'Margin für die Orderausführung',
};

const refused = async (accept: string, language: string) =>
  http(`${system.url}/api/orders/market`, {
    token,
    body: { symbol: 'EURUSD', side: 'BUY', volume: 50 },
    headers: { accept, 'accept-language': language },
  });

describe.each(FORMS)('an order refused for margin, asked for as %s', (accept, member) => {
  it.each(Object.entries(WORDS))('speaks %s', async (language, words) => {
    const answer = await refused(accept, language);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe(accept);
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.body[member]).toContain(words);
    expect(answer.text).toContain('MARGIN_INSUFFICIENT');
  });
});

describe('the same in the gateway’s dialect', () => {
  it('is number 5 with its reason, over an HTTP that always succeeds', async () => {
    const answer = await refused('application/vnd.projectx+json', 'en');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      d: {
        errorCode: 5,
        errorDescription: 'MARGIN_INSUFFICIENT: NEW_ORDER_INSUFFICIENT_MARGIN',
        errorContext: { symbol: 'EURUSD', volume: 50, freeMargin: 10_000 },
      },
    });
  });
});

describe('the same over tRPC', () => {
  it.each(Object.entries(WORDS))('speaks %s', async (language, words) => {
    const answer = await http(`${system.url}/trpc/orders.placeMarket`, {
      token,
      body: { symbol: 'EURUSD', side: 'BUY', volume: 50 },
      headers: { 'accept-language': language },
    });
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.body).toMatchObject({
      error: { message: expect.stringContaining(words), data: { code: 'MARGIN_INSUFFICIENT' } },
    });
  });
});

describe('the operator’s error configuration', () => {
  it('puts its own words into answers, in its language alone', async () => {
    const ask = async (language: string) =>
      http(`${system.url}/api/orders/ORD-404404`, {
        token,
        headers: { 'accept-language': language },
      });
    expect((await ask('fr')).body['error']).toBe('Aucun ordre ORD-404404');
    expect((await ask('en')).body['error']).toBe('Order not found');
  });

  it('decides how a refusal is logged, in the gateway specification’s form', async () => {
    await refused('application/json', 'en');
    const log = readFileSync(join(system.dataDir, 'logs', 'order-service.log'), 'utf8');
    const lines = log.split('\n').filter((line) => line.includes('MARGIN_INSUFFICIENT'));
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      level: 'ERROR',
      category: 'API_ERROR',
      errorCode: 5,
      errorName: 'InsufficientBalance',
      httpStatus: 400,
      context: { module: 'orders', function: 'placeMarket', symbol: 'EURUSD', volume: 50 },
      sanitized: true,
      retryable: false,
    });
  });
});
