/** The LP service's environment: what it may say, and what is refused before anything starts. */
import { describe, expect, it } from 'vitest';
import { readSettings } from './env.ts';

describe('the settings', () => {
  it('take hosts of providers, with or without a space between them', () => {
    const { hosts } = readSettings({ LP_HOSTS: 'fix.example.com:9880, [fd00::7]:9881' });
    expect([...hosts.allowed]).toEqual([
      '127.0.0.1:9880',
      'fix.example.com:9880',
      '[fd00::7]:9881',
    ]);
  });

  it('that contradict each other are told whole, with what is wrong by itself', () => {
    const env = {
      NODE_ENV: 'production',
      MT5_TIME_SCALE: '0.1',
      MT5_KEYS: 'k1:secret',
      KEY_FILE: '/run/keys.json',
      MT5_WEBHOOK_SECRET: 'sixteen-characters-and-more',
      LP_HOSTS: 'fix.example.com',
      LP_PORT: '7998',
      LP_METRICS_PORT: '7998',
      DATABASE_URL_FILE: '/nowhere',
    };
    for (const mistake of [
      'MT5_TIME_SCALE is for tests, not in production',
      'MT5_KEYS or KEY_FILE, not both',
      'no MT5_WEBHOOK_URL',
      'LP_HOSTS must list hosts with their ports',
      'are both 7998',
      'DATABASE_URL_FILE names /nowhere',
    ]) {
      expect(() => readSettings(env)).toThrow(mistake);
    }
    expect(() => readSettings(env)).not.toThrow(/secret|sixteen/);
  });
});
