/** SIGTERM under load: whoever was let in gets an answer, whoever comes later is told to go elsewhere. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';

const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
});

async function start(drainDelayMs: number) {
  const file = join(import.meta.dirname, 'testing', 'desk-child.ts');
  const child = spawn(process.execPath, [file, String(drainDelayMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { ports } = JSON.parse(line) as { ports: { http: number } };
  return { child, port: ports.http };
}

interface Told {
  readonly status: number;
  readonly body: string;
  readonly connection: string | undefined;
}

async function ask(agent: Agent, port: number, path: string): Promise<Told> {
  const method = path.startsWith('/health') ? 'GET' : 'POST';
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request({ agent, port, path, method, headers }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => {
        const { connection } = answer.headers;
        resolve({ status: answer.statusCode ?? 0, body, connection });
      });
    });
    sent.on('error', reject).end(method === 'POST' ? '{}' : undefined);
  });
}

describe('a service that is told to stop', () => {
  it('answers everything that was under way, and leaves with exit code 0', async () => {
    const { child, port } = await start(0);
    const agent = new Agent({ keepAlive: true });
    const underWay: Promise<Told>[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (const path of ['/wait', '/place', '/wait']) underWay.push(ask(agent, port, path));
      await sleep(10);
    }
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await sleep(50);
    const late = await ask(new Agent(), port, '/place');
    const answers = await Promise.all(underWay);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(late.status).toBe(503);
    expect(JSON.parse(late.body)).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { kind: 'SHUTDOWN' },
    });
    expect(late.connection).toBe('close');
    expect(await exited).toEqual([0, null]);
    agent.destroy();
  });

  it('is not ready any more before it refuses anything', async () => {
    const { child, port } = await start(600);
    const agent = new Agent();
    expect(JSON.parse((await ask(agent, port, '/health/ready')).body)).toEqual({
      status: 'ready',
      checks: { draining: false, database: 'writable' },
      durability: 'power-loss',
    });
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await sleep(150);
    const [ready, live, place] = await Promise.all(
      ['/health/ready', '/health/live', '/place'].map(async (path) => ask(agent, port, path)),
    );
    expect([ready?.status, live?.status, place?.status]).toEqual([503, 200, 200]);
    expect(JSON.parse(ready?.body ?? '')).toMatchObject({ checks: { draining: true } });
    expect(await exited).toEqual([0, null]);
  });
});
