/** What must last about MT5 instances, written once for both databases. One step of the supervisor is one transaction. */
import type { Mt5Instance } from '@faultline/domain/mt5';
import type {
  Mt5Audit,
  Mt5Commit,
  Mt5Happening,
  Mt5Ledger,
  Mt5Record,
  Notice,
  SealedSecrets,
} from '../../mt5/ports.ts';
import type { Database, Row, Statement } from './database.ts';

/** Far more than the longest window in which logins are counted. */
const LOGINS_KEPT_MS = 3_600_000;
const EVENTS_KEPT = 10_000;

export function mt5Ledger(database: Database): Mt5Ledger {
  const { all, write } = database;
  const one = async (sql: string, value: string): Promise<Row | undefined> =>
    (await all(sql, [value]))[0];
  return {
    load: async () => {
      const [records, logins, [last]] = await Promise.all([
        all('SELECT * FROM mt5_instances ORDER BY instance_id', []),
        all('SELECT server, at_ms FROM mt5_logins ORDER BY at_ms', []),
        all('SELECT coalesce(max(seq), 0) AS seq FROM mt5_events', []),
      ]);
      return {
        records: records.map(recordOf),
        logins: logins.map((row) => ({
          server: String(row['server']),
          atMs: Number(row['at_ms']),
        })),
        lastSeq: Number(last?.['seq'] ?? 0),
      };
    },
    commit: async (commit) => write(statementsOf(commit)),
    isBuried: async (instanceId, { server, login }) => {
      const sql =
        'SELECT 1 AS buried FROM mt5_tombstones WHERE instance_id = ? OR (server = ? AND login = ?)';
      return (await all(sql, [instanceId, server, login])).length > 0;
    },
    secrets: async () => (await all(`${SECRETS}`, [])).map(secretsOf),
    secretsOf: async (instanceId) => {
      const row = await one(`${SECRETS} WHERE instance_id = ?`, instanceId);
      return row === undefined ? null : secretsOf(row);
    },
    reseal: async (before, after) =>
      write([
        {
          sql: 'UPDATE mt5_instances SET password = ?, agent_token = ? WHERE instance_id = ? AND password = ?',
          values: [after.password, after.agentToken, before.instanceId, before.password],
        },
      ]),
    setting: async (name) => {
      const row = await one('SELECT value FROM mt5_settings WHERE name = ?', name);
      return row === undefined ? null : String(row['value']);
    },
    saveSetting: async (name, value, audit) =>
      write([
        {
          sql: `INSERT INTO mt5_settings (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          values: [name, value],
        },
        ...(audit === null ? [] : [auditing(audit)]),
      ]),
    happeningsAfter: async (seq, limit) => {
      const sql = 'SELECT body FROM mt5_events WHERE seq > ? ORDER BY seq LIMIT ?';
      return (await all(sql, [seq, limit])).map((row) => parsed<Mt5Happening>(row['body']));
    },
    ...notices(database),
  };
}

const SECRETS = 'SELECT instance_id, password, agent_token FROM mt5_instances';

type Notices = Pick<Mt5Ledger, 'dueNotices' | 'noticeDone' | 'noticeLater'>;

const notices = ({ all, write }: Database): Notices => ({
  dueNotices: async (atMs, limit) => {
    const sql =
      'SELECT body, tries FROM mt5_notices WHERE due_at_ms <= ? ORDER BY due_at_ms LIMIT ?';
    return (await all(sql, [atMs, limit])).map((row) => ({
      notice: parsed<Notice>(row['body']),
      tries: Number(row['tries']),
    }));
  },
  noticeDone: async (id) => write([{ sql: 'DELETE FROM mt5_notices WHERE id = ?', values: [id] }]),
  noticeLater: async (id, tries, dueAtMs) =>
    write([
      {
        sql: 'UPDATE mt5_notices SET tries = ?, due_at_ms = ? WHERE id = ?',
        values: [tries, dueAtMs, id],
      },
    ]),
});

const parsed = <T>(column: unknown): T => JSON.parse(String(column)) as T;

const recordOf = (row: Row): Mt5Record => ({
  instanceId: String(row['instance_id']),
  account: { server: String(row['server']), login: Number(row['login']) },
  terminal: row['terminal'] === 'AGENT' ? 'AGENT' : 'SIMULATED',
  state: parsed<Mt5Instance>(row['state']),
  version: Number(row['version']),
  removedAtMs: row['removed_at_ms'] === null ? null : Number(row['removed_at_ms']),
});

const secretsOf = (row: Row): SealedSecrets => ({
  instanceId: String(row['instance_id']),
  password: String(row['password']),
  agentToken: typeof row['agent_token'] === 'string' ? row['agent_token'] : null,
});

function statementsOf(commit: Mt5Commit): Statement[] {
  const { record, tombstone, loginSentAtMs, happenings, notices: told, audit } = commit;
  return [
    record.version === 1 ? inserting(commit) : updating(commit),
    ...(tombstone === undefined ? [] : [tombstoning(record, tombstone)]),
    ...(loginSentAtMs === undefined ? [] : countingLogin(record, loginSentAtMs)),
    ...happenings.flatMap(telling),
    ...told.map(noticing),
    ...(audit === undefined ? [] : [auditing(audit)]),
  ];
}

function inserting({ record, secrets }: Mt5Commit): Statement {
  const { instanceId, account, terminal, state, version } = record;
  const { server, login } = account;
  return {
    sql: `INSERT INTO mt5_instances
            (instance_id, server, login, terminal, password, agent_token, state, version)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    values: [
      instanceId,
      server,
      login,
      terminal,
      secrets?.password ?? '',
      secrets?.agentToken ?? null,
      JSON.stringify(state),
      version,
    ],
  };
}

/** The version is the guard: a second supervisor on the same database would be told, and send nothing. */
function updating({ record, secrets }: Mt5Commit): Statement {
  const { instanceId, account, terminal, state, version, removedAtMs } = record;
  const { server, login } = account;
  return {
    sql: `UPDATE mt5_instances SET server = ?, login = ?, terminal = ?, state = ?, version = ?,
            removed_at_ms = ?, password = coalesce(?, password),
            agent_token = coalesce(?, agent_token)
          WHERE instance_id = ? AND version = ?`,
    values: [
      server,
      login,
      terminal,
      JSON.stringify(state),
      version,
      removedAtMs,
      secrets?.password ?? null,
      secrets?.agentToken ?? null,
      instanceId,
      version - 1,
    ],
    once: true,
  };
}

function tombstoning(
  { instanceId, account, state }: Mt5Record,
  tombstone: NonNullable<Mt5Commit['tombstone']>,
): Statement {
  const { server, login } = account;
  if (tombstone === 'clear') {
    return {
      sql: 'DELETE FROM mt5_tombstones WHERE instance_id = ? OR (server = ? AND login = ?)',
      values: [instanceId, server, login],
    };
  }
  return {
    sql: `INSERT INTO mt5_tombstones (instance_id, server, login, fingerprint, failure, at_ms)
          VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (instance_id) DO NOTHING`,
    values: [
      instanceId,
      server,
      login,
      state.sentFingerprint ?? state.fingerprint,
      jsonOf(tombstone.failure),
      tombstone.atMs,
    ],
  };
}

const countingLogin = (record: Mt5Record, atMs: number): Statement[] => [
  {
    sql: 'INSERT INTO mt5_logins (server, instance_id, at_ms) VALUES (?, ?, ?)',
    values: [record.account.server, record.instanceId, atMs],
  },
  { sql: 'DELETE FROM mt5_logins WHERE at_ms < ?', values: [atMs - LOGINS_KEPT_MS] },
];

const telling = (happening: Mt5Happening): Statement[] => [
  {
    sql: 'INSERT INTO mt5_events (seq, instance_id, at_ms, body) VALUES (?, ?, ?, ?)',
    values: [happening.seq, happening.instanceId, happening.atMs, JSON.stringify(happening)],
  },
  { sql: 'DELETE FROM mt5_events WHERE seq <= ?', values: [happening.seq - EVENTS_KEPT] },
];

const noticing = (notice: Notice): Statement => ({
  sql: 'INSERT INTO mt5_notices (id, body, tries, due_at_ms) VALUES (?, ?, 0, ?)',
  values: [notice.id, JSON.stringify(notice), notice.atMs],
});

const auditing = (entry: Mt5Audit): Statement => ({
  sql: `INSERT INTO mt5_audit
          (seq, at_ms, actor, action, target, reason, request_id, before, after)
        SELECT coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM mt5_audit`,
  values: [
    entry.atMs,
    entry.actor,
    entry.action,
    entry.target,
    entry.reason,
    entry.requestId,
    jsonOf(entry.before),
    jsonOf(entry.after),
  ],
});

const jsonOf = (value: object | null): string | null =>
  value === null ? null : JSON.stringify(value);
