/** The process: reads the environment, opens the simulator, says where it is, and stops cleanly when told to. */
import { DirectoryInUse } from './adapters/lock/directory-lock.ts';
import { openApp, type App } from './app.ts';
import { readEnv } from './env.ts';
import { createLog } from './log.ts';

/** sysexits: a configuration that cannot work, here a directory that is taken. */
const EXIT_IN_USE = 78;
const CLOSE_TIMEOUT_MS = 10_000;

const env = readEnv();
const log = createLog(env.logLevel, Date.now, (line) => process.stderr.write(`${line}\n`));

function fatal(error: unknown): void {
  log.error({ error }, 'cannot go on');
  process.exit(1);
}

async function open(): Promise<App> {
  try {
    return await openApp({ env, log, fatal });
  } catch (error) {
    if (!(error instanceof DirectoryInUse)) throw error;
    process.stderr.write(`lp-simulator: ${error.message}\n`);
    process.exit(EXIT_IN_USE);
  }
}

function stopOn(app: App): void {
  let stopping = false;
  const stop = () => {
    // A second signal means: now.
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), CLOSE_TIMEOUT_MS).unref();
    app.close().then(() => process.exit(0), fatal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
}

const app = await open();
stopOn(app);
const { fixPort, controlPort } = app;
const ports = { fix: fixPort, control: controlPort };
process.stdout.write(`${JSON.stringify({ ready: 'lp-simulator', ports, pid: process.pid })}\n`);
