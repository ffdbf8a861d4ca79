/**
 * The agent of an MT5 terminal is Python: its own tests run here, so that one command runs every test. And it meets the
 * real LP service, with the terminal's package played by a few lines.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { http, signIn } from './harness/http.ts';
import { removeData, startSystem, type System } from './harness/system.ts';

const AGENT = join(import.meta.dirname, '..', 'agents', 'mt5');
const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
const python = spawnSync('python3', ['--version'], { env }).status === 0;
const inCi = process.env['CI'] !== undefined;

if (!python && !inCi) {
  process.stderr.write('SKIPPED: the tests of agents/mt5, because there is no python3 here\n');
}

describe.skipIf(!python && !inCi)('the agent of an MT5 terminal', () => {
  it('reports what happened and obeys the answer', () => {
    const run = spawnSync('python3', ['-m', 'unittest', '-v'], {
      cwd: AGENT,
      env,
      encoding: 'utf8',
    });
    expect(run.stderr).toMatch(/Ran \d{2,} tests[\s\S]*\nOK\s*$/);
    expect(run.status).toBe(0);
  });
});

/** Lets in whoever has the right password; -6 is the terminal's word for a refused login. */
const PACKAGE = `
class _Info:
    connected = True

_ok = False

def initialize(*where, login=0, password="", server="", timeout=0):
    global _ok
    _ok = password == "pässword"
    return _ok

login = initialize

def last_error():
    return (1, "ok") if _ok else (-6, "Authorization failed")

def terminal_info():
    return _Info()

def shutdown():
    pass
`;

describe.skipIf(!python && !inCi)('the agent and the LP service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'faultline-agent-'));
  const agents: ChildProcess[] = [];
  let system: System;
  let token = '';
  beforeAll(async () => {
    system = await startSystem({ MT5_TIME_SCALE: '0.01' });
    token = await signIn(system, 'admin');
    writeFileSync(join(folder, 'MetaTrader5.py'), PACKAGE);
  });
  afterAll(async () => {
    for (const agent of agents) {
      const exited = once(agent, 'exit');
      agent.kill('SIGTERM');
      await exited;
    }
    await system.stop();
    await removeData(system);
    rmSync(folder, { recursive: true });
  });

  const ask = async (path: string, body?: object) =>
    http(`${system.url}/admin/mt5/instances${path}`, {
      token,
      ...(body === undefined ? {} : { body }),
    });
  const shown = (instanceId: string) => async () => (await ask(`/${instanceId}`)).body;
  const patiently = { timeout: 15_000, interval: 100 };

  /** An instance at the service, and an agent that has these credentials on its own side. */
  async function run(instanceId: string, known: string, passwordHere: string): Promise<void> {
    const account = { login: 5_001_234, server: `Broker-${instanceId}` };
    await ask('', { instanceId, ...account, password: known, terminal: 'AGENT' });
    const issued = await ask(`/${instanceId}/agent-token`, {});
    const files = { token: String(issued.body['agentToken']), password: passwordHere };
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, `${instanceId}-${name}`), text);
    }
    const lpUrl = /LP service (http:[^;]+);/.exec(system.lines.join('\n'))?.[1];
    const config = {
      ...account,
      lpUrl,
      instanceId,
      tokenFile: `${instanceId}-token`,
      passwordFile: `${instanceId}-password`,
    };
    const file = join(folder, `${instanceId}.json`);
    writeFileSync(file, JSON.stringify(config));
    const PYTHONPATH = [AGENT, folder].join(delimiter);
    agents.push(
      spawn('python3', ['-m', 'mt5_agent', file], {
        env: { ...env, PYTHONPATH },
        stdio: 'ignore',
      }),
    );
  }

  it('log in together, and stop together', async () => {
    await run('good', 'pässword', 'pässword');
    await ask('/good/start', {});
    await expect
      .poll(shown('good'), patiently)
      .toMatchObject({ status: 'CONNECTED', terminal: 'AGENT', health: 'PASS' });
    await ask('/good/stop', {});
    await expect.poll(shown('good'), patiently).toMatchObject({ status: 'STOPPED' });
  });

  it('count a refusal in the terminal’s own code space', async () => {
    await run('bad', 'wrong', 'wrong');
    await ask('/bad/start', {});
    await expect
      .poll(shown('bad'), patiently)
      .toMatchObject({ status: 'FAILED', lastErrorSpace: 'mt5.terminal', lastErrorCode: -6 });
    await expect
      .poll(shown('bad'), patiently)
      .toMatchObject({ loginAttemptCount: 5, credentialsRefused: true });
  });

  it('never log in with credentials that the service does not know', async () => {
    await run('other', 'pässword', 'something else');
    await ask('/other/start', {});
    await expect
      .poll(shown('other'), patiently)
      .toMatchObject({ status: 'STARTING', loginAttemptCount: 0 });
    const lpUrl = /LP service (http:[^;]+);/.exec(system.lines.join('\n'))?.[1];
    const report = { id: 'good', event: 'HEARTBEAT' };
    const stranger = await http(`${lpUrl}/trpc/mt5.report`, {
      token: 'x'.repeat(43),
      body: report,
    });
    expect(stranger.status).toBe(401);
  });
});
