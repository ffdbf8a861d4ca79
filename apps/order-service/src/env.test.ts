/** The order service's environment: what it may say, and what is refused before anything starts. */
import { describe, expect, it } from 'vitest';
import { readConfiguration } from './env.ts';

describe('the configuration', () => {
  it('trusts no proxy, limits guesses and keeps sign-ins for thirty days unless told otherwise', () => {
    const { trustProxy, rateLimits, refreshTokenTtlSec, loginTokenTtlSec } = readConfiguration({});
    expect({ trustProxy, rateLimits, refreshTokenTtlSec, loginTokenTtlSec }).toEqual({
      trustProxy: [],
      rateLimits: true,
      refreshTokenTtlSec: 2_592_000,
      loginTokenTtlSec: 86_400,
    });
  });

  it('takes proxies by address or network, and nothing that would trust everybody by name', () => {
    const { trustProxy } = readConfiguration({ TRUST_PROXY: '10.0.0.7, 10.1.0.0/16,fd00::/8' });
    expect(trustProxy).toEqual(['10.0.0.7', '10.1.0.0/16', 'fd00::/8']);
    for (const wrong of ['true', 'loopback', '*', '10.0.0.0/33', '10.0.0.1/8/8', '1']) {
      expect(() => readConfiguration({ TRUST_PROXY: wrong })).toThrow('TRUST_PROXY');
    }
  });

  it('never runs without limits in production', () => {
    const env = { RATE_LIMITS: 'off', NODE_ENV: 'production' };
    expect(() => readConfiguration(env)).toThrow('RATE_LIMITS');
    expect(readConfiguration({ RATE_LIMITS: 'off' }).rateLimits).toBe(false);
  });
});

describe('a configuration that contradicts itself', () => {
  it('is told whole, with what is wrong by itself', () => {
    const env = {
      NODE_ENV: 'production',
      RATE_LIMITS: 'off',
      ORDER_PORT: '7999',
      ORDER_METRICS_PORT: '7999',
      LOGIN_TOKEN_TTL: '7200',
      REFRESH_TOKEN_TTL: '3600',
      LP_URL: 'lp-service',
      DATABASE_URL: 'postgres://ann:pw@db/fl',
      DATABASE_URL_FILE: '/nowhere',
      SERVICE_TOKEN: 'short',
    };
    for (const mistake of [
      'RATE_LIMITS=off',
      'are both 7999',
      'REFRESH_TOKEN_TTL must not be shorter',
      'LP_URL must be of the form',
      'DATABASE_URL or DATABASE_URL_FILE, not both',
      'SERVICE_TOKEN must have at least 32',
    ]) {
      expect(() => readConfiguration(env)).toThrow(mistake);
    }
  });

  it('trades by the schedules in production, and round the clock in a trial', () => {
    expect(readConfiguration({ NODE_ENV: 'production' }).calendar).toBe('real');
    expect(readConfiguration({}).calendar).toBe('always');
  });
});

describe('DATABASE_URL', () => {
  it('is the data directory’s own file when it is absent or empty', () => {
    expect(readConfiguration({}).databaseUrl).toBeNull();
    expect(readConfiguration({ DATABASE_URL: ' ' }).databaseUrl).toBeNull();
  });

  it.each(['postgres://ann:pw@db:5432/fl', 'postgresql://db/fl?sslmode=require'])(
    'takes %s',
    (url) => {
      expect(readConfiguration({ DATABASE_URL: url }).databaseUrl).toBe(url);
    },
  );

  it.each([
    'mysql://ann:secret@db/fl',
    'postgres://ann:secret@db',
    'secret',
    'postgres://ann:secret@db/',
  ])('refuses %s without repeating what may be a password', (url) => {
    const read = () => readConfiguration({ DATABASE_URL: url });
    expect(read).toThrow(/DATABASE_URL must be of the form/);
    expect(read).not.toThrow(/secret/);
  });
});
