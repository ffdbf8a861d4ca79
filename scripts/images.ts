/**
 * `npm run images`: every step of the Dockerfile, by hand, in clean folders, without Docker; then the three processes as their
 * images start them, as nobody special and with nothing to write to but /data, and an order that is filled. As root, on Linux.
 */
import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildImages, npmFolder } from '../tooling/images/build.ts';
import {
  type Image,
  layerOn,
  nodeImage,
  scratchFolder,
  start,
} from '../tooling/images/container.ts';

const TOKEN = 'a-token-of-these-three-processes-alone';
const WAIT_MS = 30_000;
const UID = 1_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const scratch = scratchFolder();
const children: ChildProcess[] = [];

/** In production nobody dials this machine's loopback. */
const host =
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';

async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return String(typeof address === 'object' && address !== null ? address.port : 0);
}

/** Resolves when the process says that it is ready; its health check must then agree. */
async function bring(image: Image, name: string, env: Record<string, string>): Promise<void> {
  const own = { ...image, layer: layerOn(image, scratch) };
  chownSync(join(own.layer, 'data'), UID, UID);
  const child = start(own, image.start, env);
  children.push(child);
  if (child.stdout === null) throw new Error('no output');
  const lines = createInterface(child.stdout);
  await new Promise<void>((resolve, reject) => {
    const printed: string[] = [];
    const late = setTimeout(() => reject(new Error(`${name} is not ready`)), WAIT_MS);
    lines.on('line', (line) => {
      printed.push(line);
      if (!line.startsWith('{"ready"')) return;
      clearTimeout(late);
      resolve();
    });
    child.on('exit', (code) =>
      reject(new Error(`${name} ended with ${code}: ${printed.join('\n')}`)),
    );
  });
  const [code] = (await once(start(own, image.health, env), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${name} is ready and its health check says no`);
  const id = spawnSync('ps', ['-o', 'uid=,args=', '-p', String(child.pid)], { encoding: 'utf8' });
  say(`${name} runs, healthy, as user ${id.stdout.trim()}`);
}

async function trade(url: string): Promise<void> {
  const ask = async (path: string, body: object, token = ''): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const asked = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await (await fetch(`${url}${path}`, asked)).json()) as Record<string, unknown>;
  };
  const { token } = await ask('/login', { username: 'trader', password: 'trader-demo' });
  const order = { symbol: 'EURUSD', side: 'BUY', volume: 0.1 };
  const deadline = performance.now() + WAIT_MS;
  let placed: Record<string, unknown> = {};
  while (placed['success'] !== true && performance.now() < deadline) {
    placed = await ask('/api/orders/market', order, String(token));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  if (placed['success'] !== true) throw new Error(`no fill: ${JSON.stringify(placed)}`);
  say(`an order is filled: ${JSON.stringify(placed['order'])}`);
  const page = await fetch(`${url}/`);
  const text = await page.text();
  if (!text.includes('<html')) throw new Error(`no console at ${url}: ${page.status}`);
  say('the console is served');
}

async function stopAll(): Promise<void> {
  for (const child of children.toReversed()) {
    if (child.exitCode !== null) continue;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    say(`stopped with ${code}`);
    if (code !== 0) process.exitCode = 1;
  }
  rmSync(scratch, { recursive: true, force: true });
}

try {
  const base = nodeImage(scratch, process.execPath, npmFolder());
  const images = buildImages({ scratch, base, say, now: () => performance.now() });
  const imageOf = (name: string): Image => images.get(name) ?? base;
  const names = ['ORDER_PORT', 'ORDER_METRICS_PORT', 'LP_PORT', 'LP_METRICS_PORT', 'SIM_FIX_PORT'];
  const ports: Record<string, string> = { SIM_CONTROL_PORT: await freePort() };
  for (const name of names) ports[name] = await freePort();
  const env = { ...ports, SERVICE_TOKEN: TOKEN, LP_FIX_HOST: host, LOG_LEVEL: 'warn' };
  await bring(imageOf('lp-simulator'), 'lp-simulator', env);
  await bring(imageOf('lp-service'), 'lp-service', { ...env, LP_DEMO_PROVIDERS: 'on' });
  const trial = { ...env, DEMO_DATA: 'on', MARKET_CALENDAR: 'always' };
  await bring(imageOf('order-service'), 'order-service', trial);
  await trade(`http://127.0.0.1:${ports['ORDER_PORT']}`);
} finally {
  await stopAll();
}
