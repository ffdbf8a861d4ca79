/**
 * `node healthy.ts PART`: ends with 0 when that part, in this container, can be given work. An LP service that stands by cannot
 * and says so; it is well, too.
 */
const env = process.env;
const WAIT_MS = 2_000;

const ask = async (port: string, path: string): Promise<Response | null> => {
  const signal = AbortSignal.timeout(WAIT_MS);
  return fetch(`http://127.0.0.1:${port}${path}`, { signal }).catch(() => null);
};

const isWell = async (port: string, path: string): Promise<boolean> =>
  (await ask(port, path))?.ok ?? false;

async function lpService(): Promise<boolean> {
  const answer = await ask(env['LP_PORT'] ?? '7998', '/health/ready');
  if (answer === null || answer.ok) return answer !== null;
  return (await answer.text()).includes('"standing by"');
}

const PARTS: Readonly<Record<string, () => Promise<boolean>>> = {
  'order-service': async () => isWell(env['ORDER_PORT'] ?? '7999', '/health/ready'),
  'lp-service': lpService,
  'lp-simulator': async () => isWell(env['SIM_CONTROL_PORT'] ?? '7997', '/health'),
};

const part = PARTS[process.argv[2] ?? ''];
process.exitCode = part !== undefined && (await part()) ? 0 : 1;
