/**
 * `node healthy.ts PART`: ends with 0 when that part, in this container, can be given work. An LP service that stands by has
 * no open door but its metrics; it is well, too.
 */
const env = process.env;
const WAIT_MS = 2_000;

const isWell = async (port: string, path: string): Promise<boolean> => {
  try {
    const signal = AbortSignal.timeout(WAIT_MS);
    return (await fetch(`http://127.0.0.1:${port}${path}`, { signal })).ok;
  } catch {
    return false;
  }
};

const hasDoor = async (port: string): Promise<boolean> => {
  try {
    await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(WAIT_MS) });
    return true;
  } catch {
    return false;
  }
};

async function lpService(): Promise<boolean> {
  const port = env['LP_PORT'] ?? '7998';
  if (await hasDoor(port)) return isWell(port, '/health/ready');
  return isWell(env['LP_METRICS_PORT'] ?? '9465', '/metrics');
}

const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  'order-service': async () => isWell(env['ORDER_PORT'] ?? '7999', '/health/ready'),
  'lp-service': lpService,
  'lp-simulator': async () => isWell(env['SIM_CONTROL_PORT'] ?? '7997', '/health'),
};

const part = PARTS[process.argv[2] ?? ''];
process.exitCode = part !== undefined && (await part()) ? 0 : 1;
