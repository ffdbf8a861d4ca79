/** What a newcomer wants to know once everything runs: where to look, who to be, when the market is open, how to stop. */

export interface Running {
  readonly url: string;
  readonly hasConsole: boolean;
  readonly lpUrl: string;
  readonly simulatorUrl: string;
  readonly dataRoot: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** One line a fact; the last one names the simulator. */
export function bannerOf(env: Environment, running: Running): readonly string[] {
  const { url, hasConsole, lpUrl, simulatorUrl, dataRoot } = running;
  const database = env['DATABASE_URL'] === undefined ? '' : '; orders and sessions in PostgreSQL';
  const facts: readonly (readonly [name: string, fact: string])[] = [
    ['open', hasConsole ? `${url} in a browser; its API: ${url}/docs` : `${url}/docs (the API)`],
    ['sign in', signIns(env)],
    ['market', calendarOf(env)],
    ['data', dataRoot + database],
    ['stop', 'Ctrl-C; everything is there again next time'],
    ['also', `LP service ${lpUrl}; simulator ${simulatorUrl}`],
  ];
  return facts.map(([name, fact]) => `  ${name.padEnd(8)} ${fact}`);
}

function signIns(env: Environment): string {
  const demo = env['DEMO_DATA'] ?? (env['NODE_ENV'] === 'production' ? 'off' : 'on');
  return demo === 'on'
    ? 'trader / trader-demo; also trader2, support, admin, each with <name>-demo'
    : 'with an account of your own: there is no demo data here';
}

const calendarOf = (env: Environment): string =>
  env['MARKET_CALENDAR'] === 'real'
    ? 'open by the real sessions of each symbol'
    : 'open at all hours (MARKET_CALENDAR=real for real sessions)';
