/** One refusal in every language and every form, chosen by headers alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

let system: System;
let token = '';
beforeAll(async () => {
  system = await startSystem();
  token = await signIn(system);
});
afterAll(async () => {
  await system.stop();
  removeData(system);
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
