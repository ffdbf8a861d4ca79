/**
 * A desk for the tests of this service: the real store on disk, real decisions, a market to bend, and a provider that
 * says what it is told to say. Only the wire to the LP service is missing; the journeys have that.
 */
import type { AnswerMeta, Call, User } from '@faultline/contract';
import type { Quote } from '@faultline/domain';
import { type Code, decimalOf, fail, raise } from '@faultline/errors';
import { createLogger, givenUp } from '@faultline/service';
import { applyReport } from '../apply-report/apply-report.ts';
import type { Report } from '../apply-report/report.ts';
import { openFloor } from '../floor.ts';
import { decoded } from './decoded.ts';
import { destinationsBy } from '../trading/destinations.ts';
import { fillDemoData } from '../demo-data.ts';
import type { Market } from '../market/market.ts';
import { PriceBoard } from '../market/price-board.ts';
import type { CancelAnswer, LpPort, LpSubmission, SubmitAnswer } from '../ports/lp.ts';
import type { Store } from '../ports/store.ts';
import type { Waiters } from '../trading/waiters.ts';
import { sqliteDatabase, type TestDatabase } from './databases.ts';

/** 2026-01-19T12:00:00Z, a Monday. */
export const START_MS = 1_768_824_000_000;
const ORDER_TIMEOUT_MS = 150;

export const ann: User = {
  kind: 'user',
  userId: 'user_trader',
  username: 'trader',
  role: 'TRADER',
  sessionId: 'ses_ann',
  signedInAtMs: START_MS,
};
export const ben: User = {
  kind: 'user',
  userId: 'user_trader2',
  username: 'trader2',
  role: 'TRADER',
  sessionId: 'ses_ben',
  signedInAtMs: START_MS,
};

type Behaviour = (submission: LpSubmission) => SubmitAnswer | Promise<SubmitAnswer>;
type Told = Omit<Report, 'seq' | 'lp' | 'atMs' | 'execId' | 'qty' | 'price' | 'reject'> &
  Partial<Report>;

interface Patience {
  /** How long the provider may take: short, so that a test of its silence is, too. */
  readonly orderTimeoutMs?: number;
}

/** @param shared - A database of the caller's, who drops it; without one the desk has its own. */
export async function openDesk(
  shared?: TestDatabase,
  { orderTimeoutMs = ORDER_TIMEOUT_MS }: Patience = {},
) {
  const database = shared ?? (await sqliteDatabase());
  const store = await database.open();
  await fillDemoData(store, { hash: async (password) => password }, START_MS);
  const { market, quote, clock } = openMarket(store);
  const { lp, port } = openProvider();
  const patience = { orderTimeoutMs, graceMs: 50 };
  const destinations = destinationsBy('a secret of the tests');
  const floor = openFloor({ store, market, lp: port, log, destinations, ...patience });
  floor.open();
  const retire = await floor.lead();
  const apply = reporter({ store, market, waiters: floor.waiters });
  const reports: Promise<void>[] = [];
  const report = async (told: Told): Promise<void> => {
    const applied = apply(told);
    reports.push(applied);
    return applied;
  };
  const { orders, positions, history, risk, account, withdrawals } = decoded(floor.handlers);
  return {
    database,
    store,
    market,
    /** What commands work with. */
    commands: floor.commands,
    busy: floor.busy,
    hub: floor.hub,
    hedgeGaps: floor.hedgeGaps,
    quote,
    clock,
    /** Resolves when all that the last price set off is done. */
    settled: floor.settled,
    lp,
    report,
    /** The provider fills what it gets, at this price, as soon as it has it. */
    fillsAt: (price: number): void => {
      lp.behaviour = ({ orderId, qty }) => {
        const execId = `E-${orderId}`;
        const fill = { orderId, kind: 'FILL', qty, price: decimalOf(price), execId } as const;
        setImmediate(() => void report(fill));
        return TAKEN;
      };
    },
    orders,
    positions,
    history,
    withdrawals,
    risk,
    accountStream: account.stream,
    handlers: floor.handlers,
    close: async () => {
      await retire();
      await floor.close();
      // A provider may still be speaking when nobody waits for it any more.
      await Promise.allSettled(reports);
      await store.close();
      if (shared === undefined) await database.drop();
    },
  };
}

/** What stands for the LP service: it writes down what it is asked for, and answers as it is told to. */
function openProvider() {
  const lp = {
    submitted: [] as LpSubmission[],
    behaviour: (() => TAKEN) as Behaviour,
    /** Orders whose cancel was asked for. */
    cancelled: [] as string[],
    onCancel: ((): CancelAnswer => 'kept') as (orderId: string) => CancelAnswer,
  };
  const port: LpPort = {
    submit: async (submission) => {
      lp.submitted.push(submission);
      return lp.behaviour(submission);
    },
    cancel: async (orderId) => {
      lp.cancelled.push(orderId);
      return lp.onCancel(orderId);
    },
  };
  return { lp, port };
}

const log = createLogger('desk', { level: 'silent' });

function openMarket({ reference }: Store) {
  const board = new PriceBoard();
  const clock = { nowMs: START_MS };
  const quote = (changes: Partial<Quote>): void =>
    board.quote({ ...EURUSD, receivedAtMs: clock.nowMs, ...changes });
  quote({});
  board.venue({ lp: 'YOFX', connected: true, lastConnectedMs: START_MS });
  const market: Market = {
    reference,
    board,
    calendar: 'always',
    now: () => clock.nowMs,
  };
  return { market, quote, clock };
}

/** Applies a report as the intake would; without a number of its own it is the next one. */
function reporter({ store, market, waiters }: { store: Store; market: Market; waiters: Waiters }) {
  return async (told: Told): Promise<void> => {
    const { lastReportSeq } = await store.read({});
    const report: Report = { ...SILENT, seq: lastReportSeq + 1, atMs: START_MS, ...told };
    const { orderId, execId, lp } = report;
    const execution = execId === null ? undefined : { lp, execId };
    const applied = await store.commit({ orderId, execution }, applyReport(report, market));
    waiters.wake(applied.wakes);
  };
}

const TAKEN: SubmitAnswer = { kind: 'taken' };
const EURUSD = {
  symbol: 'EURUSD',
  lp: 'YOFX',
  bid: 109_496n,
  ask: 109_504n,
  receivedAtMs: START_MS,
};
const SILENT = { lp: 'YOFX', execId: null, qty: null, price: null, reject: null };

/** A call as the edge would make it, which keeps what is said about its answer. */
export function callBy(caller: User, signal = new AbortController().signal) {
  let meta: AnswerMeta = {};
  const call: Call<Code, User> = {
    caller,
    requestId: 'req_test',
    ip: '127.0.0.1',
    door: 'TRPC',
    signal,
    givenUp: () => givenUp(signal),
    describe: (more) => {
      meta = { ...meta, ...more };
    },
    fail,
    raise,
  };
  return { call, meta: () => meta };
}
