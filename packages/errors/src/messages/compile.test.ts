/** The generated messages are those of the source, and the compiler refuses what would print nonsense. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compiledFile, compileMessage } from '../../bin/compile-messages.ts';
import { integer, lots, money, nullable, optional, choice, texts } from '../fields.ts';
import { LOCALES } from './locale.ts';

const fields = {
  amount: money('An amount.'),
  volume: lots('A volume.'),
  count: integer('A count.'),
  level: optional(money('It may be absent.')),
  limit: nullable(money('It may be null.')),
  names: texts('Some names.'),
  side: choice(['BUY', 'SELL'], 'The side.'),
};
const compile = (message: string) => compileMessage(message, { fields, locale: 'en' });

describe('the generated files', () => {
  it.each(LOCALES)('are up to date: %s', (locale) => {
    const path = join(import.meta.dirname, 'gen', `${locale}.gen.ts`);
    expect(readFileSync(path, 'utf8')).toBe(compiledFile(locale));
  });
});

describe('the compiler', () => {
  it('turns a message into text and slots', () => {
    expect(compile('It is so.')).toBe('It is so.');
    expect(compile('{amount, money} for {volume, plural, one {# lot} other {# lots}}')).toEqual([
      ['money', 'amount'],
      ' for ',
      [
        'plural',
        'volume',
        { one: [['lots', 'volume'], ' lot'], other: [['lots', 'volume'], ' lots'] },
      ],
    ]);
  });

  it.each([
    ['{price, price}', 'no detail'],
    ['{amount, lots}', 'written as lots and holds money'],
    ['{amount}', 'written as plain and holds money'],
    ['{count, plural, few {#} other {#}}', 'no plural form "few"'],
    ['{amount, plural, one {#} other {#}}', 'not counted'],
    ['{level, money}', 'can be absent'],
    ['{limit, money}', 'can be absent'],
    ['{names}', 'can be absent'],
    ['{level, select, none {{level, money}} other {}}', 'can be absent'],
    ['{level, select, other {{level, money}}}', 'can be absent'],
    ['{side, select, BOUGHT {a} other {b}}', 'never BOUGHT'],
    ['{amount, number}', 'not ours'],
    ['{amount', 'EXPECT_ARGUMENT_CLOSING_BRACE'],
  ])('refuses %s', (message, why) => {
    expect(() => compile(message)).toThrow(why);
  });

  it('keeps French signs on the line of their word', () => {
    const spaced = compileMessage('« Solde » : nul ; attendez', { fields, locale: 'fr' });
    expect(spaced).toBe('«\u00a0Solde\u00a0»\u00a0: nul\u00a0; attendez');
  });

  it('lets an optional detail stand where it is known to be there', () => {
    expect(compile('{level, select, none {} other {{level, money}}}')).toEqual([
      ['given', 'level', [['money', 'level']], ''],
    ]);
  });
});
