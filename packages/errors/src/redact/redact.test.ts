/** No secret survives a log, wherever it hides; what explains a failure stays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEmail, maskId } from './mask.ts';
import { redact, redactorOf } from './redact.ts';
import { scrubberOf } from './scrub.ts';

const CANARY = 'canary7secret';
const shown = (value: unknown): string => JSON.stringify(redact(value)) ?? '';

describe('masking', () => {
  it('follows the gateway specification’s own examples', () => {
    expect(redact({ userId: 'user_abc123', accountId: 'acc_xyz789' })).toEqual({
      userId: 'user_***123',
      accountId: 'acc_***789',
    });
    expect(maskEmail('john@example.com')).toBe('j***@example.com');
    expect(redact({ apiKey: 'k', token: 't', password: 'p' })).toEqual({
      apiKey: '[REDACTED]',
      token: '[REDACTED]',
      password: '[REDACTED]',
    });
  });

  it('hides ids of six characters or fewer whole', () => {
    expect([maskId('123456'), maskId(3), maskId('usr_1')]).toEqual(['***', '***', '***']);
    expect(maskId('user_12')).toBe('user_***');
  });

  it('shows as much of an id, and says in place of a secret, what the operator chose', () => {
    const masked = redactorOf({ visibleChars: 2, placeholder: '<$&>' });
    const line = { userId: 'user_abc123', token: 't', note: 'password=hush' };
    expect(masked(line)).toEqual({ userId: 'user_***23', token: '<$&>', note: 'password=<$&>' });
  });

  it('leaves what explains a refusal', () => {
    const facts = { symbol: 'EURUSD', volume: 0.1, freeMargin: 12.5, requestId: 'req_1', ok: true };
    expect(redact(facts)).toEqual(facts);
  });
});

/** Places in which a secret can hide, each with the canary in it. */
const HIDING: readonly (readonly [string, unknown])[] = [
  ['a header', { headers: { Authorization: `Bearer ${CANARY}`, 'X-Api-Key': CANARY } }],
  [
    'any spelling of the key',
    { API_KEY: CANARY, 'api-key': CANARY, userPassword: CANARY, PWD: CANARY },
  ],
  ['a nested array', { list: [[{ refreshToken: CANARY }]] }],
  ['a map', new Map([['secret', CANARY]])],
  ['an error', new Error(`login failed: password=${CANARY}`)],
  ['the cause of a cause', new Error('a', { cause: new Error('b', { cause: { token: CANARY } }) })],
  ['an error’s own field', Object.assign(new Error('x'), { config: { clientSecret: CANARY } })],
  ['a URL', { url: `https://ann:${CANARY}@host/path?token=${CANARY}&x=1` }],
  ['a FIX message', { raw: `35=A\u0001553=ann\u0001554=${CANARY}\u0001925=${CANARY}\u000110=1` }],
  ['a readable FIX message', { raw: `35=A|96=${CANARY}|10=1` }],
  ['JSON in text', { body: `{"password":"${CANARY}","user":"ann"}` }],
  ['a token in a sentence', { msg: `the token eyJhbGci${CANARY}.eyJ9.x was refused` }],
  ['a number', { pin: 1, password: 42_424_242 }],
  ['bytes', { key: Buffer.from(CANARY) }],
];

describe('a secret', () => {
  it.each(HIDING)('does not survive in %s', (_place, value) => {
    expect(shown(value)).not.toContain(CANARY);
    expect(shown(value)).not.toContain('42424242');
  });

  it('does not survive at any depth, among anything else', () => {
    const keys = fc.constantFrom('password', 'Token', 'API-KEY', 'client_secret', 'Set-Cookie');
    const holder = keys.map((key) => ({ [key]: CANARY }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        holder,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 8 }), tie('tree'), { maxKeys: 3 }),
        fc.jsonValue(),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        expect(shown(value)).not.toContain(CANARY);
      }),
    );
  });
});

describe('redacting', () => {
  it('never throws and always gives JSON', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withSet: true, withDate: true }),
        (value) => {
          expect(() => JSON.stringify(redact(value))).not.toThrow();
        },
      ),
    );
    const nameless = new Map([[Object.create(null), 1]]);
    expect(redact(nameless)).toEqual({ '[KEY]': 1 });
    const cycle: Record<string, unknown> = { name: 'x' };
    cycle['self'] = cycle;
    const trap = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no');
      },
    });
    expect(redact({ cycle, trap })).toEqual({
      cycle: { name: 'x', self: '[CIRCULAR]' },
      trap: { x: '[UNREADABLE]' },
    });
  });

  it('takes no longer than the text is long', () => {
    const hostile = `${'a@'.repeat(20_000)}${'password'.repeat(5_000)}`;
    const scrub = scrubberOf('[REDACTED]');
    expect(scrub(hostile.slice(0, 4_000)).length).toBeLessThan(8_000);
  });
});
