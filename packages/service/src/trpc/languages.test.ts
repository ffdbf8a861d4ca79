/** A tRPC caller reads errors in a language of its own, as a REST caller does. */
import type { AddressInfo } from 'node:net';
import { fail } from '@faultline/errors';
import { parseErrorConfiguration } from '@faultline/errors/node';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorSettings } from '../errors/settings.ts';
import { createServer } from '../http/server.ts';
import { implement } from '../procedures/procedure.ts';
import { demoContract, demoHandlers } from '../testing/demo-contract.ts';
import { rawHttp, request } from '../testing/raw-http.ts';

const overrides = { fr: { NOT_FOUND: 'Rien ici' } };
const server = createServer({
  procedures: implement(demoContract, demoHandlers),
  authenticate: async () => {
    throw fail('AUTH_REQUIRED');
  },
  log: pino({ enabled: false }),
  errors: errorSettings(parseErrorConfiguration('errorMapping: {}'), overrides),
});
let port = 0;
beforeAll(async () => {
  await server.listen({ port: 0, host: '127.0.0.1' });
  port = (server.server.address() as AddressInfo).port;
});
afterAll(async () => server.close());

const ask = async (line: string, language?: string, body?: string) => {
  const headers = language === undefined ? {} : { 'accept-language': language };
  const answer = await rawHttp(port, request(line, { headers, ...(body && { body }) }));
  return { headers: answer.headers, json: JSON.parse(answer.body) as never };
};

describe('an error over tRPC', () => {
  it.each([
    ['de-AT, en;q=0.5', 'de', 'Guthaben'],
    ['es', 'es', 'insuficiente'],
    ['fr', 'fr', 'insuffisant'],
    ['ja', 'en', 'Insufficient balance'],
    [undefined, 'en', 'Insufficient balance'],
  ])('speaks the language of %s', async (language, locale, words) => {
    const { headers, json } = await ask('POST /trpc/demo.pay', language, '{"amount":900}');
    expect(json).toMatchObject({
      error: { message: expect.stringContaining(words), data: { code: 'INSUFFICIENT_BALANCE' } },
    });
    expect(headers['content-language']).toBe(locale);
    expect(headers['vary']).toContain('accept-language');
  });

  it('speaks the operator’s own words, and is refused in the same language before any call', async () => {
    const { json } = await ask('GET /trpc/demo.nothing', 'fr');
    expect(json).toMatchObject({ error: { message: 'Rien ici' } });
    const broken = await ask('POST /trpc/demo.pay', 'es', '{"amount":');
    expect(broken.headers['content-language']).toBe('es');
  });

  it('says the language once for a whole batch', async () => {
    const { headers, json } = await ask(
      'POST /trpc/demo.pay,demo.pay?batch=1',
      'de',
      '{"0":{"amount":900},"1":{"amount":1}}',
    );
    expect(json).toMatchObject([
      { error: { message: expect.stringContaining('Guthaben') } },
      { result: { data: { paid: 1 } } },
    ]);
    expect(headers['content-language']).toBe('de');
  });
});

describe('a success over tRPC', () => {
  it('says nothing of languages, for it has none', async () => {
    const { headers } = await ask('POST /trpc/demo.pay', 'de', '{"amount":1}');
    expect(headers['content-language']).toBeUndefined();
    expect(headers['vary']).not.toContain('accept-language');
  });
});
