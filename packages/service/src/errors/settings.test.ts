/** What an operator's file changes about errors, and how its mistakes are told. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail } from '@faultline/errors';
import { localiseMessage } from '@faultline/errors/messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EnvironmentReader } from '../env.ts';
import { DEFAULT_ERROR_SETTINGS, readErrorSettings } from './settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-errors-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fileOf = (text: string): string => {
  const file = join(folder, 'errors.yaml');
  writeFileSync(file, text);
  return file;
};

describe('ERROR_CONFIG_FILE', () => {
  it('may be absent: then all is as the specification has it', () => {
    const env = new EnvironmentReader({});
    expect(readErrorSettings(env)).toBe(DEFAULT_ERROR_SETTINGS);
    const { levelOf } = DEFAULT_ERROR_SETTINGS;
    const categories = [
      'AUTH',
      'VALIDATION',
      'TRADING',
      'SYSTEM',
      'RATE_LIMIT',
      'NETWORK',
    ] as const;
    expect(categories.map((category) => levelOf(category))).toEqual([
      'warn',
      'info',
      'warn',
      'error',
      'warn',
      'error',
    ]);
  });

  it('brings the operator’s own words, from a folder beside it', () => {
    mkdirSync(join(folder, 'locales'));
    writeFileSync(
      join(folder, 'locales', 'es.json'),
      JSON.stringify({ ACCOUNT_NOT_FOUND: 'No vemos la cuenta ${accountId}' }),
    );
    const file = fileOf(`
errorMapping:
  localization: { defaultLanguage: es, supportedLanguages: [es, de], messageTemplatesPath: "./locales/" }
`);
    const env = new EnvironmentReader({ ERROR_CONFIG_FILE: file });
    const { negotiateLocale, overrides } = readErrorSettings(env);
    env.done();
    expect(negotiateLocale('fr')).toBe('es');
    const options = { locale: negotiateLocale(undefined), nowMs: 0, overrides };
    const error = fail('ACCOUNT_NOT_FOUND', { accountId: 12_345 });
    expect(localiseMessage(error, options)).toBe('No vemos la cuenta 12345');
  });

  it('is told whole when it is wrong, with every other mistake of the environment', () => {
    const file = fileOf('errorMapping: { logLevels: { AUTH: LOUD }, colour: red }');
    const env = new EnvironmentReader({ ERROR_CONFIG_FILE: file, PORT: 'x' });
    env.port('PORT', 1);
    readErrorSettings(env);
    expect(() => env.done()).toThrow(/PORT must be.*\n.*logLevels\.AUTH.*\n.*colour/s);
  });

  it('is refused with the mistakes of the messages that it names', () => {
    mkdirSync(join(folder, 'words'));
    writeFileSync(join(folder, 'words', 'fr.json'), '{"NOPE":"x","ABORTED":""}');
    const file = fileOf('errorMapping: { localization: { messageTemplatesPath: words } }');
    const env = new EnvironmentReader({ ERROR_CONFIG_FILE: file });
    readErrorSettings(env);
    expect(() => env.done()).toThrow(
      /fr\.json: NOPE: no such code.*\n.*ABORTED: the text is empty/s,
    );
  });

  it.each(['errors.yaml', 'words'])('is refused when there is no %s', (missing) => {
    const file =
      missing === 'words'
        ? fileOf('errorMapping: { localization: { messageTemplatesPath: words } }')
        : join(folder, missing);
    const env = new EnvironmentReader({ ERROR_CONFIG_FILE: file });
    readErrorSettings(env);
    expect(() => env.done()).toThrow(/ERROR_CONFIG_FILE: .*cannot be read/);
  });
});
