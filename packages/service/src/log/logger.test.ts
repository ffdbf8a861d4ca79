/** Lines are JSON, masked, and never a reason not to end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.ts';

describe('the logger', () => {
  it('writes one masked JSON object a line, whatever is in it', () => {
    const lines: string[] = [];
    const log = createLogger('desk', { destination: { write: (line) => void lines.push(line) } });
    log.warn({ accountId: 1_234_567, note: 'a\nb\u001b[31m', token: 'eyJ' }, 'call refused');
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\u001b');
    expect(lines[0]?.indexOf('\n')).toBe((lines[0]?.length ?? 0) - 1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      service: 'desk',
      accountId: '***567',
      token: '[REDACTED]',
      level: 'WARN',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      message: 'call refused',
    });
  });

  it('tells when, to the millisecond, also across the end of a second', async () => {
    const lines: string[] = [];
    const log = createLogger('desk', { destination: { write: (line) => void lines.push(line) } });
    const startMs = Date.now();
    while (Date.now() < startMs + 1_100) {
      const beforeMs = Date.now();
      log.info('tick');
      const { timestamp } = JSON.parse(lines.at(-1) ?? '') as { timestamp: string };
      const atMs = Date.parse(timestamp);
      expect(new Date(atMs).toISOString()).toBe(timestamp);
      expect(atMs).toBeGreaterThanOrEqual(beforeMs);
      expect(atMs).toBeLessThanOrEqual(Date.now());
      await new Promise((resolve) => setTimeout(resolve, 7));
    }
  });

  it('shows no secret, whether it stands in a field, a sentence, a value or an error', () => {
    const lines: string[] = [];
    const log = createLogger('desk', { destination: { write: (line) => void lines.push(line) } });
    const failure = new Error('password=canary');
    log.error(failure);
    log.error({ err: failure });
    log.error({ err: failure }, 'it failed with password=canary');
    log.info('password=canary');
    log.info({ note: 'password=canary' }, 'login');
    log.info('the login of %s', 'password=canary');
    log.info('the login was %o', { password: 'canary' });
    log.info({ step: 1 });
    expect(lines).toHaveLength(8);
    expect(lines.join('')).not.toContain('canary');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ message: 'password=[REDACTED]' });
  });

  it('lets the process end when nobody reads its lines any more', async () => {
    const script = `
      const { createLogger } = await import(${JSON.stringify(join(import.meta.dirname, 'logger.ts'))});
      const log = createLogger('orphan');
      process.once('message', () => {
        for (let line = 0; line < 100; line += 1) log.info({ line }, 'nobody reads this');
        process.exit(7);
      });
      process.send('ready');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    await once(child, 'message');
    child.stdout?.destroy();
    child.send('go');
    expect(await once(child, 'exit')).toEqual([7, null]);
  });
});
