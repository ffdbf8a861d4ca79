/** Somebody else's project with the packed client: in Node against a running system, and as a page that Vite builds. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  installedProject,
  type OutsideProject,
  pageProject,
  TSC,
  VITE,
} from './harness/outside-project.ts';
import { noBrowser, openBrowser, openTab } from './harness/browser.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const opened: OutsideProject[] = [];
afterAll(() => {
  for (const project of opened) project.remove();
});

describe('a project in Node that has installed the packed client', () => {
  let system: System;
  let project: OutsideProject;
  beforeAll(async () => {
    system = await startSystem({ ORDER_TIMEOUT_MS: '1500' });
    project = await installedProject();
    opened.push(project);
    project.bring('every-class.ts');
  }, 60_000);
  afterAll(async () => {
    await system.stop();
    await removeData(system);
  });

  it('has the client, tRPC, and nothing of ours beside it', () => {
    const installed = readdirSync(join(project.folder, 'node_modules', '@faultline'));
    expect(installed).toEqual(['client']);
    expect(readdirSync(join(project.folder, 'node_modules'))).not.toContain('zod');
  });

  it('type-checks at the strictest, the declarations included', () => {
    expect(project.run(TSC, ['-p', '.'])).toBe('');
    // tRPC's own want packages that only a server has; ours want nothing.
    const all = spawnSync(TSC, ['-p', '.', '--skipLibCheck', 'false'], {
      cwd: project.folder,
      encoding: 'utf8',
    });
    expect(all.stdout.split('\n').filter((line) => line.includes('@faultline'))).toEqual([]);
  });

  it('meets each class of failure and handles it by its type', async () => {
    const env = { ...process.env, ORDER_URL: system.url, CONTROL_URL: system.control };
    const child = spawn(process.execPath, ['every-class.ts'], { cwd: project.folder, env });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => (printed += String(text)));
    const [status] = (await once(child, 'close')) as [number];
    expect({ status, printed }).toMatchObject({ status: 0 });
    expect(JSON.parse(printed)).toEqual({
      TRADING: 'at most less',
      VALIDATION: 'volume: number',
      TERMS: 'from 0.01 in steps of 0.01',
      AUTH: 'CREDENTIALS',
      ACCOUNT: 'no account 4711',
      LP: 'LP_TIMEOUT UNKNOWN, then EXECUTED',
      SYSTEM: 'MAINTENANCE NOT_APPLIED',
      NETWORK: 'NOT_APPLIED',
      SPANISH: 'No se encuentra la orden',
    });
  }, 40_000);
});

describe('a page over the packed client', () => {
  let built = '';

  it('type-checks, and Vite builds it with each language in a file of its own', async () => {
    const project = await pageProject();
    opened.push(project);
    project.bring('page');
    expect(project.run(TSC, ['-p', '.'])).toBe('');
    project.run(VITE, ['build', 'page', '--logLevel', 'warn'], { NODE_ENV: 'production' });
    built = join(project.folder, 'page', 'dist');
    const assets = join(built, 'assets');
    const files = readdirSync(assets);
    for (const language of ['de', 'es', 'fr']) {
      expect(files.some((name) => name.startsWith(`${language}-`))).toBe(true);
    }
    const [page = ''] = files.filter((name) => /^index-.*\.js$/.test(name));
    const code = readFileSync(join(assets, page), 'utf8');
    expect(code).toContain('MARGIN_INSUFFICIENT');
    expect(code).not.toContain('ZodError');
    expect(code).not.toContain('Marge insuffisante');
    expect(gzipSync(code).length).toBeLessThan(120_000);
  }, 60_000);

  it.skipIf(noBrowser)(
    'trades in a real browser, and its line is live',
    async () => {
      const system = await startSystem({ CONSOLE_DIR: built });
      const browser = await openBrowser();
      try {
        const { page, complaints } = await openTab(browser, system);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.locator('#line', { hasText: 'live' }).waitFor();
        await page.getByRole('button', { name: 'Buy' }).click();
        await page.getByText('EURUSD 0.1').waitFor();
        expect(await page.getByRole('alert').innerText()).toBe('');
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
        await system.stop();
        await removeData(system);
      }
    },
    40_000,
  );
});
