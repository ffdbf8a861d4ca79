/** The daily comparison: who makes it, how often, and what it counts. */
import { type AnswerOf, lpContract, type LpContract } from '@faultline/contract';
import { decimalOf, FILL_BREAKS_METRIC, raise, refuse } from '@faultline/errors';
import { createLogger, createMetrics } from '@faultline/service';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, START_MS } from '../testing/desk.ts';
import { type LpDoors, openLpDoors } from '../testing/lp-doors.ts';
import { until } from '../testing/until.ts';
import { openComparison } from './fill-comparison.ts';

type Trades = AnswerOf<LpContract['execution']['trades']>;
type LpView = AnswerOf<LpContract['lp']['status']>['lps'][number];

const DAY_MS = 86_400_000;
const log = createLogger('comparison', { level: 'silent' });

let desk: Awaited<ReturnType<typeof openDesk>>;
let lp: LpDoors;
/** Who is asked, in order. */
let asked: string[];
/** What each provider says; `null` for one that cannot. */
let told: Record<string, Trades | null>;
let stop: () => void;

beforeEach(async () => {
  desk = await openDesk();
  asked = [];
  told = {};
  stop = () => undefined;
  const { status } = lpContract.lp;
  const { trades } = lpContract.execution;
  lp = await openLpDoors(
    { lp: { status }, execution: { trades } },
    {
      lp: { status: async () => ({ lps: Object.keys(told).map(viewOf) }) },
      execution: {
        trades: async ({ lp: id }) => {
          asked.push(id);
          const answer = told[id] ?? null;
          if (answer === null)
            throw raise(refuse('LP_NOT_CONNECTED', { lp: id, lastConnected: null }));
          return answer;
        },
      },
    },
  );
});
afterEach(async () => {
  stop();
  await lp.close();
  await desk.close();
});

const viewOf = (id: string): LpView => ({
  id,
  name: id,
  enabled: true,
  connected: true,
  lastConnected: null,
  lastQuoteTime: null,
  breaker: 'CLOSED',
  health: { fillRate: null, rejectRate: null, latencyP50Ms: null, latencyP95Ms: null },
  sessions: [],
});

/** On a Monday: the trading day that is over was Friday. */
const FRIDAY = -3 * DAY_MS;
const SUNDAY = -DAY_MS;

/** An execution which we have not; of the day that is over unless said otherwise. */
const strange = (day = FRIDAY): Trades => ({
  told: true,
  trades: [
    {
      execId: 'E-strange',
      orderId: null,
      symbol: 'EURUSD',
      qty: decimalOf(1_000),
      price: decimalOf(1.1),
      atMs: START_MS + day,
    },
  ],
});
const nothing: Trades = { told: true, trades: [] };

function open() {
  const metrics = createMetrics('order-service');
  const { store, market } = desk;
  const deps = { client: lp.client, store, market, log, lookEveryMs: 5 };
  const { daily } = openComparison(deps, metrics);
  stop = () => daily.stop();
  const counted = async (): Promise<number> => {
    const line = new RegExp(`^${FILL_BREAKS_METRIC}\\S* (\\d+)$`, 'm');
    return Number(line.exec(await metrics.registry.metrics())?.[1]);
  };
  return { daily, counted };
}

describe('the daily comparison', () => {
  it('is made by itself, once for each provider and day', async () => {
    told = { YOFX: strange(), OANDA: nothing };
    const { daily, counted } = open();
    daily.start();
    await until(async () => (await counted()) === 1);
    await until(() => asked.length === 2);
    desk.clock.nowMs += DAY_MS;
    told = { YOFX: nothing, OANDA: nothing };
    await until(async () => (await counted()) === 0);
    await until(() => asked.length === 4);
    expect(asked).toEqual(['YOFX', 'OANDA', 'YOFX', 'OANDA']);
  });

  it('leaves no hour out: what was traded on Sunday is compared with Monday', async () => {
    told = { YOFX: strange(SUNDAY) };
    const { daily, counted } = open();
    daily.start();
    await until(() => asked.length === 1);
    expect(await counted()).toBe(0);
    desk.clock.nowMs += DAY_MS;
    await until(async () => (await counted()) === 1);
  });

  it('is tried again where a provider cannot say, and made with the others meanwhile', async () => {
    told = { YOFX: null, OANDA: strange() };
    const { daily, counted } = open();
    daily.start();
    await until(async () => (await counted()) === 1);
    await until(() => asked.filter((id) => id === 'YOFX').length > 2);
    expect(asked.filter((id) => id === 'OANDA')).toHaveLength(1);
    told = { YOFX: strange(), OANDA: nothing };
    await until(async () => (await counted()) === 2);
  });

  it('is counted by no process that leads no more, and made anew by the next one', async () => {
    told = { YOFX: strange() };
    const { daily, counted } = open();
    daily.start();
    await until(async () => (await counted()) === 1);
    daily.stop();
    expect(await counted()).toBe(0);
    daily.start();
    await until(async () => (await counted()) === 1);
  });
});
