/** The near side of the session bench: sends orders, counts reports. */
import { createInitiator } from '../node/index.ts';
import { FAST_RECONNECT, SILENT, WALL, order, until } from '../node/testing/desk.ts';
import { median, spreadOf, type Spread } from './figures.ts';
import { storeOf } from './provider-desk.ts';

const ROUND_TRIPS = 20_000;
const PIPELINED = 40_000;
const WINDOW = 500;
const ROUNDS = 5;

export interface Trade {
  readonly send: (clOrdId: string) => void;
  readonly hear: (callback: () => void) => void;
}

/** @param file - as in `storeOf` */
export async function withClient<Result>(
  port: number,
  file: string,
  run: (trade: Trade) => Promise<Result>,
): Promise<Result> {
  let onReport: () => void = () => {};
  const handle = createInitiator({
    session: { id: 'YOFX1', senderCompId: 'YOFX1', targetCompId: 'YOFX' },
    host: '127.0.0.1',
    port,
    store: storeOf(file),
    application: { onMessage: (message) => (message.msgType === '8' ? (onReport(), {}) : {}) },
    clock: WALL,
    random: Math.random,
    log: SILENT,
    reconnect: FAST_RECONNECT,
  });
  handle.connect();
  await until('the logon', () => handle.info.status === 'LOGGED_ON');
  const result = await run({
    send: (clOrdId) => void handle.send(order(clOrdId)),
    hear: (callback) => (onReport = callback),
  });
  await handle.disconnect();
  return result;
}

/** Microseconds from an order to its report, one at a time. */
export function roundTrips({ send, hear }: Trade): Promise<Spread> {
  return new Promise((resolve) => {
    const took: number[] = [];
    let sentAt = 0;
    const next = () => {
      sentAt = performance.now();
      send(`R-${took.length}`);
    };
    hear(() => {
      took.push((performance.now() - sentAt) * 1000);
      if (took.length === ROUND_TRIPS) return resolve(spreadOf(took));
      // Behind the commit of the report, as a client would that waits for it.
      setImmediate(next);
    });
    next();
  });
}

/** Orders per second with at most a window of them unanswered. */
export async function pipelined(trade: Trade): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await pipelinedRound(trade, round));
  return Math.round(median(rounds));
}

function pipelinedRound({ send, hear }: Trade, round: number): Promise<number> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    let sent = 0;
    let heard = 0;
    const sendOne = () => {
      if (sent < PIPELINED) send(`P-${round}-${(sent += 1)}`);
    };
    hear(() => {
      heard += 1;
      if (heard === PIPELINED) resolve((PIPELINED * 1000) / (performance.now() - startedAt));
      else sendOne();
    });
    for (let count = 0; count < WINDOW; count += 1) sendOne();
  });
}
