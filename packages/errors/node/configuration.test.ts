/** The specification's own configuration is read as it stands; a wrong one is told whole. */
import { describe, expect, it } from 'vitest';
import { parseErrorConfiguration, readErrorConfiguration } from './configuration.ts';

const SPECIFIED = `
errorMapping:
  detailedLogging: true
  logLevels: { AUTH: "WARN", VALIDATION: "INFO", TRADING: "WARN", SYSTEM: "ERROR", RATE_LIMIT: "WARN", NETWORK: "ERROR" }
  sanitization: { enabled: true, maskLength: 3, redactedPlaceholder: "[REDACTED]" }
  retryConfig:
    errorCode1: { retryable: true, maxRetries: 3, backoffMs: [1000, 2000, 4000] }
    errorCode15: { retryable: true, maxRetries: 5, backoffMs: [2000, 5000, 10000, 20000, 30000] }
    errorCode18: { retryable: true, maxRetries: 10, backoffMs: [5000, 10000, 30000, 60000] }
  localization:
    defaultLanguage: "en"
    supportedLanguages: ["en", "es", "fr", "de"]
    messageTemplatesPath: "./locales/"
`;

describe('the configuration', () => {
  it('of the specification is understood as it stands', () => {
    expect(parseErrorConfiguration(SPECIFIED)).toMatchObject({
      retryConfig: { errorCode18: { maxRetries: 10, backoffMs: [5_000, 10_000, 30_000, 60_000] } },
      localization: { messageTemplatesPath: './locales/' },
    });
  });

  it('needs to say only what differs', () => {
    expect(parseErrorConfiguration('errorMapping: {}')).toMatchObject({
      detailedLogging: true,
      sanitization: { maskLength: 3 },
      localization: { defaultLanguage: 'en', supportedLanguages: ['en', 'es', 'fr', 'de'] },
    });
  });

  it('tells every mistake at once, with its place', () => {
    const wrong = `
errorMapping:
  logLevels: { AUTH: "LOUD" }
  sanitization: { enabled: false }
  retryConfig:
    errorCode99: { retryable: true, maxRetries: 3, backoffMs: [1] }
    errorCode1: { retryable: true, maxRetries: 99, backoffMs: [] }
  colour: red
`;
    const told = (() => {
      try {
        return parseErrorConfiguration(wrong, 'errors.yaml') && '';
      } catch (error) {
        return String(error);
      }
    })();
    expect(told).toContain('errors.yaml is wrong');
    for (const place of [
      'logLevels.AUTH',
      'sanitization.enabled',
      'errorCode99',
      'errorCode1.maxRetries',
      'colour',
    ]) {
      expect(told).toContain(place);
    }
  });

  it('answers in no language that it does not support', () => {
    const french =
      'errorMapping: { localization: { defaultLanguage: fr, supportedLanguages: [en] } }';
    expect(() => parseErrorConfiguration(french)).toThrow('localization.defaultLanguage: must be');
  });

  it('says that there is no such file', () => {
    expect(() => readErrorConfiguration('/nowhere/errors.yaml')).toThrow('it cannot be read');
  });

  it.each(['errorMapping: [', 'a: 1\na: 2', ''])('refuses what is no configuration: %j', (text) => {
    expect(() => parseErrorConfiguration(text)).toThrow('is wrong');
  });
});
