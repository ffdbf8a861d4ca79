/** Whom the service starts with, and what the file may say. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lpContract } from '@faultline/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSettings } from '../env.ts';
import { DEMO_PROVIDERS } from './demo-providers.ts';
import { startingProviders } from './first-providers.ts';
import type { Provider } from './provider.ts';
import { viewOf } from './views.ts';

const [yofx, oanda] = DEMO_PROVIDERS as [Provider, Provider];
const acme: Provider = {
  ...yofx,
  id: 'ACME',
  name: 'Acme',
  address: { host: 'fix.acme.example', port: 9880 },
  orders: { ...yofx.orders, id: 'ACME1', senderCompId: 'FAULTLINE', targetCompId: 'ACME' },
  quotes: { ...yofx.quotes, id: 'ACME2', senderCompId: 'FAULTLINE-Q', targetCompId: 'ACME' },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-providers-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** As a person writes it. */
const shown = (providers: readonly Provider[]) =>
  providers.map((one) => z.encode(lpContract.lp.get.output, viewOf(one)));

function settings(list: unknown, env: Record<string, string> = {}) {
  const file = join(folder, 'providers.json');
  writeFileSync(file, JSON.stringify(list));
  return readSettings({ LP_PROVIDERS_FILE: file, LP_HOSTS: 'fix.acme.example:9880', ...env });
}
const ids = (providers: readonly Provider[]) => providers.map(({ id }) => id);

const PRODUCTION = { NODE_ENV: 'production' };

describe('the providers of the start', () => {
  it('are the demo’s outside of production, each as it has been configured since', () => {
    const changed = { ...oanda, name: 'Oanda Two' };
    const all = startingProviders([changed], readSettings({}));
    expect(ids(all)).toEqual(['YOFX', 'OANDA']);
    expect(all[1]?.name).toBe('Oanda Two');
  });

  it('are in production those of the file, and those that were configured', () => {
    const named = settings(shown([acme]), PRODUCTION);
    expect(startingProviders([], named)).toEqual([acme]);
    expect(ids(startingProviders([{ ...acme, name: 'New' }, oanda], named))).toEqual([
      'ACME',
      'OANDA',
    ]);
    expect(ids(startingProviders([acme], readSettings(PRODUCTION)))).toEqual(['ACME']);
  });

  it('are never none: what to set is named', () => {
    expect(() => startingProviders([], readSettings(PRODUCTION))).toThrow('LP_PROVIDERS_FILE');
    const demo = readSettings({ ...PRODUCTION, LP_DEMO_PROVIDERS: 'on' });
    expect(ids(startingProviders([], demo))).toEqual(['YOFX', 'OANDA']);
  });
});

describe('the file', () => {
  it.each([
    ['is no list', { ACME: {} }, 'expected array'],
    ['lacks a field', [{ id: 'ACME' }], '0.name'],
    ['gives two providers one session', shown([acme, { ...acme, id: 'OTHER' }]), 'ACME1'],
    [
      'names a host that may not be dialled',
      shown([{ ...acme, address: { host: '169.254.169.254', port: 80 } }]),
      'ACME: ',
    ],
  ])('that %s is refused before anything starts', (_what, list, mistake) => {
    expect(() => settings(list)).toThrow(mistake);
  });
});
