/** What the compiler refuses while somebody writes a message. The expectations are checked by tsc, not at run time. */
import { expect, expectTypeOf, it } from 'vitest';
import { englishTexts, texts, type AllTexts, type ArgumentsOf, type SubCase } from './source.ts';

const LOCKED = {
  message: 'Gesperrt',
  trader: ['Warten Sie.'],
  admin: ['Sehen Sie nach.'],
} as const;

const DAILY_AND_MONTHLY = { DAILY: 'Heute.', MONTHLY: 'Im Monat.' };

it('finds every argument of a message, however deep', () => {
  expectTypeOf<ArgumentsOf<'no argument'>>().toEqualTypeOf<never>();
  expectTypeOf<ArgumentsOf<'{a} and {b, money}.'>>().toEqualTypeOf<'a' | 'b'>();
  expectTypeOf<
    ArgumentsOf<'{a, select, none {} other {x {b, plural, one {# y {c}} other {{d, time}}}}} {e}'>
  >().toEqualTypeOf<'a' | 'b' | 'c' | 'd' | 'e'>();
});

it('takes the values of a choice as sub-cases, and free text never', () => {
  expectTypeOf<SubCase<'LIMIT_EXCEEDED'>>().toEqualTypeOf<
    'MAX_ORDERS_EXCEEDED' | 'MAX_POSITIONS' | 'MAX_EXPOSURE'
  >();
  expectTypeOf<SubCase<'AUTH_INVALID'>>().toEqualTypeOf<
    'MALFORMED' | 'SIGNATURE' | 'REVOKED' | 'CREDENTIALS' | 'REFRESH_REUSED'
  >();
  expectTypeOf<SubCase<'ACCOUNT_DISABLED'>>().toEqualTypeOf<never>();
});

it('accepts details of the code alone', () => {
  const good = texts({ POSITION_LOCKED: { ...LOCKED, detail: 'Position {positionId}.' } });
  expect(Object.keys(good)).toEqual(['POSITION_LOCKED']);
  // @ts-expect-error: the position's volume is no detail of this code
  texts({ POSITION_LOCKED: { ...LOCKED, detail: 'Position {positionVolume, lots}.' } });
  // @ts-expect-error: nor deep inside
  texts({ POSITION_LOCKED: { ...LOCKED, detail: '{lockOrderId, select, other {{price}}}' } });
  // @ts-expect-error: nor in the advice
  texts({ POSITION_LOCKED: { ...LOCKED, detail: 'Position.', admin: ['{price, price}'] } });
  // @ts-expect-error: a code without details has no arguments at all
  texts({ ABORTED: { ...LOCKED, detail: 'Auftrag {orderId}.' } });
  // @ts-expect-error: English is checked in the same way
  englishTexts({ ABORTED: { detail: 'Order {orderId}.', admin: ['Look it up.'] } });
});

it('accepts no gap and nothing superfluous', () => {
  const limit = { ...LOCKED, detail: 'Limit.' } as const;
  texts({ WITHDRAWAL_LIMIT_EXCEEDED: { ...limit, reasons: DAILY_AND_MONTHLY } });
  // @ts-expect-error: the month is forgotten
  texts({ WITHDRAWAL_LIMIT_EXCEEDED: { ...limit, reasons: { DAILY: 'Heute.' } } });
  // @ts-expect-error: no sub-case has a sentence
  texts({ WITHDRAWAL_LIMIT_EXCEEDED: limit });
  // @ts-expect-error: nobody advises the trader
  texts({ POSITION_LOCKED: { message: 'Gesperrt', detail: 'Position.', admin: ['Warten.'] } });
  // @ts-expect-error: there is no such code
  texts({ POSITION_LOKCED: { ...LOCKED, detail: 'Position.' } });
  // @ts-expect-error: every code but one is forgotten
  const incomplete: AllTexts = texts({ POSITION_LOCKED: { ...LOCKED, detail: 'Position.' } });
  expect(Object.keys(incomplete)).toHaveLength(1);
});
