/** The process: where it listens, whom it keeps out, how it ends, and what it still knows after kill -9. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { MemorySessionStore } from '@faultline/fix/node';
import {
  DataDir,
  control,
  loggedOn,
  marketOrder,
  openClient,
  until,
  type Client,
} from './testing/desk.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

interface Ready {
  readonly ready: string;
  readonly ports: { readonly fix: number; readonly control: number };
}

interface Running {
  readonly child: ChildProcess;
  readonly fixPort: number;
  readonly controlPort: number;
  readonly exited: Promise<number | null>;
}

const running: ChildProcess[] = [];
const clients: Client[] = [];
const dataDirs: DataDir[] = [];
afterEach(async () => {
  for (const { handle } of clients.splice(0)) await handle.disconnect();
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const dataDir of dataDirs.splice(0)) dataDir.remove();
});

function newDataDir(): DataDir {
  const dataDir = new DataDir();
  dataDirs.push(dataDir);
  return dataDir;
}

function start(dataDir: string, ports: Record<string, string> = {}) {
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    SIM_FIX_PORT: '0',
    SIM_CONTROL_PORT: '0',
    ...ports,
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exited };
}

async function ready(dataDir: string, ports?: Record<string, string>): Promise<Running> {
  const { child, exited } = start(dataDir, ports);
  const line = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()));
  });
  const { ready: name, ports: chosen } = JSON.parse(line) as Ready;
  expect(name).toBe('lp-simulator');
  return { child, exited, fixPort: chosen.fix, controlPort: chosen.control };
}

it('says where it is, answers, and ends with 0 after a Logout(5) on SIGTERM', async () => {
  const simulator = await ready(newDataDir().path);
  expect(await control(simulator.controlPort).get('/health')).toEqual({ status: 200, body: 'OK' });
  const store = new MemorySessionStore<never>();
  const client = await loggedOn(openClient(simulator.fixPort, 'YOFX1', { store }));
  clients.push(client);
  simulator.child.kill('SIGTERM');
  expect(await simulator.exited).toBe(0);
  const [logout] = await store.messages({ msgType: '5', direction: 'IN' });
  expect(logout?.text).toContain('|58=shutting down|');
});

it('keeps a second process out of its data with exit code 78', async () => {
  const dataDir = newDataDir();
  await ready(dataDir.path);
  const second = start(dataDir.path);
  const said: string[] = [];
  second.child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  expect(await second.exited).toBe(78);
  expect(said.join('')).toContain('another process already uses');
});

it('knows its book and its numbers after kill -9, and never uses an ExecID(17) twice', async () => {
  const dataDir = newDataDir();
  const store = new MemorySessionStore<never>();
  let simulator = await ready(dataDir.path);
  const ports = {
    SIM_FIX_PORT: String(simulator.fixPort),
    SIM_CONTROL_PORT: String(simulator.controlPort),
  };
  const client = await loggedOn(openClient(simulator.fixPort, 'YOFX1', { store }));
  clients.push(client);
  const api = control(simulator.controlPort);
  const rounds = 4;
  for (let round = 0; round < rounds; round += 1) {
    const wanted = client.reports().length + 20;
    for (let order = 0; order < 10; order += 1) {
      await client.handle.send(marketOrder(`R${round}-${order}`));
    }
    await until('ten fills', () => client.reports().length === wanted);
    const before = (await api.get('/orders')).body;
    simulator.child.kill('SIGKILL');
    await simulator.exited;
    simulator = await ready(dataDir.path, ports);
    expect((await api.get('/orders')).body).toEqual(before);
    await until('LOGGED_ON', () => client.handle.info.status === 'LOGGED_ON');
  }
  const execIds = client.heard.flatMap((one) => (one.msgType === '8' ? [one.execId] : []));
  expect(execIds).toHaveLength(rounds * 20);
  expect(new Set(execIds).size).toBe(rounds * 20);
  expect(client.gapFilled).toEqual([]);
});

it('still owes a silent order its fill after kill -9', async () => {
  const dataDir = newDataDir();
  let simulator = await ready(dataDir.path);
  const ports = {
    SIM_FIX_PORT: String(simulator.fixPort),
    SIM_CONTROL_PORT: String(simulator.controlPort),
  };
  const client = await loggedOn(openClient(simulator.fixPort, 'YOFX1'));
  clients.push(client);
  const api = control(simulator.controlPort);
  await api.post('/behaviour', { mode: 'silent' });
  await client.handle.send(marketOrder('O1'));
  await api.get('/health');
  await new Promise((resolve) => setTimeout(resolve, 100));
  simulator.child.kill('SIGKILL');
  await simulator.exited;
  simulator = await ready(dataDir.path, ports);
  await api.post('/reset');
  await until('the late fill', () => client.reports().length === 2);
  expect(client.reports()[1]).toMatch(/^F\/2 100000@/);
});
