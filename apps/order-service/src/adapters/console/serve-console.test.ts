/** The console as a browser gets it: its files, their policy, and nothing else of the disk. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareServer, createLogger } from '@faultline/service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveConsole } from './serve-console.ts';

describe('the console’s files', () => {
  const dir = mkdtempSync(join(tmpdir(), 'faultline-console-'));
  mkdirSync(join(dir, 'assets'));
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Faultline</title>');
  writeFileSync(join(dir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(dir, 'assets', 'index-abc123.js'), 'export {};');
  writeFileSync(join(dir, 'secret.txt'), 'not for anybody');
  const app = bareServer({ log: createLogger('console-test', { level: 'silent' }) });
  beforeAll(async () => {
    serveConsole(app, dir);
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    rmSync(dir, { recursive: true });
  });

  it('S28: stand under a policy that lets in no inline script, no foreign file and no frame', async () => {
    const { statusCode, headers, body } = await app.inject('/');
    expect(statusCode).toBe(200);
    expect(body).toContain('<title>Faultline</title>');
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|http/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
    });
  });

  it('are kept for ever where their name carries a hash, and asked for again where it does not', async () => {
    const script = await app.inject('/assets/index-abc123.js');
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect(script.headers['cache-control']).toContain('immutable');
    const icon = await app.inject('/icon.svg');
    expect(icon.headers['content-type']).toMatch(/svg/);
    expect(icon.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/assets/missing.js',
    '/secret.txt',
    '/assets/../secret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/..%2f..%2f..%2fetc%2fpasswd',
  ])('are all there is: %s is answered in the envelope', async (path) => {
    const { statusCode, body } = await app.inject(path);
    expect([400, 404]).toContain(statusCode);
    expect(JSON.parse(body)).toHaveProperty('code');
    expect(body).not.toContain('not for anybody');
  });

  it('are refused at the start when there are none', () => {
    expect(() => serveConsole(app, join(dir, 'assets'))).toThrow('has no index.html');
  });
});
