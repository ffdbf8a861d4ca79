/** The history of MT5 account states on a real file: written in order, taken away for good, and never in anybody's way. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, DuckFile } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mt5StateRow } from '../../mt5/ports.ts';
import { DuckMt5History, MT5_HISTORY_SCHEMA } from './mt5-history.ts';

const NOW_MS = Date.UTC(2026, 10, 21, 12);
const DAY_MS = 86_400_000;
const log = createLogger('test', { level: 'silent' });

let folder = '';
let dropped = 0;
let file: DuckFile;
let history: DuckMt5History;
const path = () => join(folder, 'journal.duckdb');

function open(): void {
  file = new DuckFile({ file: path(), schema: MT5_HISTORY_SCHEMA, log });
  history = new DuckMt5History({
    file,
    retentionMs: 30 * DAY_MS,
    onDropped: (count) => (dropped += count),
    log,
    now: () => NOW_MS,
  });
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-history-'));
  dropped = 0;
  open();
});
afterEach(async () => {
  await file.close();
  rmSync(folder, { recursive: true, force: true });
});

const stateOf = (instanceId: string, more: Partial<Mt5StateRow> = {}): Mt5StateRow => ({
  instanceId,
  atMs: NOW_MS,
  server: 'Broker-Demo',
  status: 'BACKOFF',
  connectionState: 'DISCONNECTED',
  errorSpace: 'mt5.login',
  lastErrorCode: 10020,
  loginFailureReason: 'Too many logins',
  loginAttemptCount: 1,
  nextRetryAtMs: NOW_MS + 60_000,
  ...more,
});

const kept = async () => {
  await history.flush();
  return file.ask('SELECT * FROM mt5_account_state ORDER BY at_ms, instance_id');
};

describe('the history of account states', () => {
  it('keeps each transition, over a restart', async () => {
    history.append(stateOf('mt5-1'));
    history.append(
      stateOf('mt5-1', {
        atMs: NOW_MS + 1,
        status: 'CONNECTED',
        lastErrorCode: null,
        nextRetryAtMs: null,
      }),
    );
    await history.flush();
    await file.close();
    open();
    expect(await kept()).toMatchObject([
      {
        instance_id: 'mt5-1',
        at_ms: NOW_MS,
        server: 'Broker-Demo',
        status: 'BACKOFF',
        connection_state: 'DISCONNECTED',
        error_space: 'mt5.login',
        last_error_code: 10020,
        login_failure_reason: 'Too many logins',
        login_attempt_count: 1,
        next_retry_at_ms: NOW_MS + 60_000,
      },
      { status: 'CONNECTED', last_error_code: null, next_retry_at_ms: null },
    ]);
  });

  it('takes away all of an instance, written or not, and nothing of another', async () => {
    history.append(stateOf('mt5-closed'));
    history.append(stateOf('mt5-2'));
    await history.flush();
    history.append(stateOf('mt5-closed', { atMs: NOW_MS + 1 }));
    history.remove('mt5-closed');
    expect(await kept()).toMatchObject([{ instance_id: 'mt5-2' }]);
    // As at each start.
    history.remove('mt5-closed');
    expect(await kept()).toHaveLength(1);
    // A state after that is a new one.
    history.append(stateOf('mt5-closed', { atMs: NOW_MS + 2 }));
    expect(await kept()).toHaveLength(2);
  });

  it('forgets what is older than it is to keep', async () => {
    history.append(stateOf('mt5-1', { atMs: NOW_MS - 31 * DAY_MS }));
    history.append(stateOf('mt5-1'));
    expect(await kept()).toHaveLength(1);
  });

  it('goes on in a new file when the old one is ruined', async () => {
    history.append(stateOf('mt5-1'));
    await history.flush();
    await file.close();
    writeFileSync(path(), readFileSync(path()).subarray(0, 5_000));
    open();
    history.append(stateOf('mt5-2'));
    expect(await kept()).toMatchObject([{ instance_id: 'mt5-2' }]);
    expect(dropped).toBe(0);
  });

  it('loses what it cannot write, counts it, and holds nobody back', async () => {
    rmSync(folder, { recursive: true });
    for (let index = 0; index < 1_200; index += 1) history.append(stateOf('mt5-1'));
    expect(dropped).toBe(200);
    history.remove('mt5-2');
    await history.flush();
    expect(dropped).toBe(1_200);
  });
});
