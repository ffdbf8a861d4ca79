/** `npm start`: the simulator, the LP service and the order service, each a process of its own, watched until you stop. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bannerOf } from './supervisor/banner.ts';
import { consoleFiles } from './supervisor/console.ts';
import { lpsQuoting } from './supervisor/lp-ready.ts';
import { Part, type Ports } from './supervisor/part.ts';

const root = join(import.meta.dirname, '..');
const env = process.env;
const host = env['HOST'] ?? '127.0.0.1';
const dataRoot = resolve(env['DATA_DIR'] ?? './data');
const logs = join(dataRoot, 'logs');
const tokenFile = env['SERVICE_TOKEN_FILE'] ?? join(dataRoot, 'service-token');
const LPS_WAIT_MS = 5_000;
const PORTS_HELP =
  'Ports are chosen by ORDER_PORT, LP_PORT, SIM_FIX_PORT, SIM_CONTROL_PORT, ORDER_METRICS_PORT and LP_METRICS_PORT; ' +
  '0 takes any that is free.';
/** For tests that kill on purpose, and would rather not wait. */
const pauseMaxMs = Number(env['RESTART_PAUSE_MAX_MS'] ?? 0) || undefined;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
let stopping = false;
// Whoever read our lines may leave; the system goes on.
process.stdout.on('error', () => undefined);

const portText = (ports: Ports, name: string): string => String(ports[name] ?? 0);
const portList = (ports: Ports): string =>
  Object.entries(ports)
    .map(([name, port]) => `${name} ${port}`)
    .join(', ');

/** Of Node: see the Dockerfile, which starts the order service with the same. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  'order-service': ['--max-semi-space-size=64'],
};

/** Starts a part and resolves with its ports when it is ready for the first time. */
function start(
  name: string,
  partEnv: Record<string, string>,
): Promise<{ part: Part; ports: Ports }> {
  const logFile = join(logs, `${name}.log`);
  const flags = FLAGS[name] ?? [];
  return new Promise((ready) => {
    const part = new Part(
      { name, script: join(root, 'apps', name, 'src', 'main.ts'), flags, logFile, pauseMaxMs },
      {
        onReady: ({ ports, pid }) => {
          say(`${name} runs as process ${pid} on ${portList(ports)}`);
          ready({ part, ports });
        },
        onDeath: (reason, pauseMs) =>
          say(`${name} died (${reason}); starting it again in ${pauseMs} ms. Its log: ${logFile}`),
        onFatal: (reason, exitCode) => {
          process.stderr.write(`${name} cannot run: ${reason}\nIts log: ${logFile}\n`);
          if (reason.includes('EADDRINUSE')) process.stderr.write(`${PORTS_HELP}\n`);
          void stopAll(exitCode);
        },
      },
    );
    parts.push(part);
    part.start({ DATA_DIR: dataRoot, SERVICE_TOKEN_FILE: tokenFile, ...partEnv });
  });
}

/** Those that others depend on are stopped last. */
const STOP_ORDER = ['order-service', 'lp-service', 'lp-simulator'];
const parts: Part[] = [];

async function stopAll(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  const rank = ({ spec }: Part): number => STOP_ORDER.indexOf(spec.name);
  for (const part of parts.toSorted((a, b) => rank(a) - rank(b))) await part.stop();
  process.exit(exitCode);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    say(`${signal}: stopping …`);
    void stopAll(0);
  });
}

// Whoever started us is gone: nobody is left to stop the parts.
process.on('disconnect', () => void stopAll(0));

mkdirSync(logs, { recursive: true });
say('Faultline is starting …');
if (env['RATE_LIMITS'] === 'off') say('rate limits are off: for load tests only');

const page = env['CONSOLE'] === 'off' ? null : await consoleFiles(root, say);
if (page !== null && 'problem' in page) say(`there is no console: ${page.problem}`);
const consoleEnv = page !== null && 'dir' in page ? { CONSOLE_DIR: page.dir } : {};

/** The LP service's address before it runs, unless the system is to choose its port. */
const lpPortWanted = env['LP_PORT'] ?? '7998';
const lpUrlKnown =
  env['LP_URL'] ?? (lpPortWanted === '0' ? null : `http://127.0.0.1:${lpPortWanted}`);
// The slowest to start needs nobody for that; it asks for the LP service until there is one.
const early =
  lpUrlKnown === null ? null : start('order-service', { LP_URL: lpUrlKnown, ...consoleEnv });

const simulator = await start('lp-simulator', {});
const fixPort = portText(simulator.ports, 'fix');
const controlPort = portText(simulator.ports, 'control');
const lp = await start('lp-service', { SIM_FIX_PORT: fixPort, SIM_CONTROL_PORT: controlPort });
const lpPort = portText(lp.ports, 'http');
const lpUrl = lpUrlKnown ?? `http://127.0.0.1:${lpPort}`;
const order = await (early ?? start('order-service', { LP_URL: lpUrl, ...consoleEnv }));
// A restarted part listens where its neighbours know it, also when the system chose the port.
simulator.part.keep({ SIM_FIX_PORT: fixPort, SIM_CONTROL_PORT: controlPort });
lp.part.keep({ LP_PORT: lpPort, LP_METRICS_PORT: portText(lp.ports, 'metrics') });
order.part.keep({
  ORDER_PORT: portText(order.ports, 'http'),
  ORDER_METRICS_PORT: portText(order.ports, 'metrics'),
});

if (!(await lpsQuoting(lpUrl, { tokenFile, waitMs: LPS_WAIT_MS }))) {
  say('a liquidity provider is not connected yet; the LP service goes on trying');
}
const url = `http://${host}:${portText(order.ports, 'http')}`;
const banner = bannerOf(env, {
  url,
  hasConsole: 'CONSOLE_DIR' in consoleEnv,
  lpUrl,
  simulatorUrl: `http://${host}:${controlPort}`,
  dataRoot,
});
for (const line of banner) say(line);
say(`ready ${url}`);
