/** SIGTERM under load: whoever was let in gets an answer, whoever comes later is told to go elsewhere. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
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
    // A machine that is busy with something else may have too much to do: that, too, is an answer.
    const others = answers.filter(({ status, body }) => status !== 200 && !/OVERLOADED/.test(body));
    expect(others).toEqual([]);
    expect(late.status).toBe(503);
    expect(JSON.parse(late.body)).toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      details: { kind: 'SHUTDOWN' },
    });
    expect(late.connection).toBe('close');
    expect(await exited).toEqual([0, null]);
    agent.destroy();
  });

  it('lets nobody walk into a connection that it is about to close', async () => {
    const { child, port } = await start(0);
    const busy = new Agent({ keepAlive: true, maxSockets: 1 });
    const quiet = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask(quiet, port, '/place');
    const underWay = ask(busy, port, '/wait');
    await sleep(100);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const { status, connection } = await underWay;
    expect({ status, connection }).toEqual({ status: 200, connection: 'close' });
    // Nothing is left to do, but this caller has not heard of it. It comes at once: the time that such callers are given is
    // short, and this machine may be busy. A new one finds the port closed, or about to be.
    const newcomer = ask(new Agent(), port, '/place').then(
      ({ status: answered }) => String(answered),
      (error: Error) => error.message,
    );
    const [told, met] = await Promise.all([ask(quiet, port, '/place'), newcomer]);
    expect(met).toMatch(/503|ECONNREFUSED/);
    expect({ status: told.status, connection: told.connection }).toEqual({
      status: 503,
      connection: 'close',
    });
    expect(await exited).toEqual([0, null]);
  });

  it('does not wait for a caller who never ends a request', async () => {
    const { child, port } = await start(0);
    const silent = connect(port, '127.0.0.1');
    await once(silent, 'connect');
    silent.write('POST /place HTTP/1.1\r\n');
    await sleep(100);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await once(silent.resume(), 'close');
    expect(await exited).toEqual([0, null]);
  });

  it('hears a request to its end before it refuses it, so that the refusal arrives', async () => {
    const { child, port } = await start(0);
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text));
    const exited = once(child, 'exit');
    const hangs = ask(new Agent(), port, '/wait');
    await sleep(100);
    child.kill('SIGTERM');
    while ((await ask(new Agent(), port, '/place')).status !== 503) await sleep(10);
    socket.write('POST /place HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n');
    socket.write('content-length: 2\r\n\r\n{');
    await sleep(50);
    expect(heard).toBe('');
    socket.write('}');
    await once(socket, 'close');
    expect(heard).toMatch(/^HTTP\/1.1 503 [^]*"kind":"SHUTDOWN"/);
    expect((await hangs).status).toBe(200);
    expect(await exited).toEqual([0, null]);
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
