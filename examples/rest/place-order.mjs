/**
 * Places one order over REST, with nothing but fetch: signs in, handles each error by its code, and repeats only what may
 * be repeated. `node examples/rest/place-order.mjs [volume]`, against ORDER_URL or http://127.0.0.1:7999.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const url = process.env.ORDER_URL ?? 'http://127.0.0.1:7999';
const credentials = {
  username: process.env.ORDER_USER ?? 'trader',
  password: process.env.ORDER_PASSWORD ?? 'trader-demo',
};
const TRIES = 4;

/** An answer that is not a success. `outcome` says whether the command was executed. */
class ApiError extends Error {
  constructor({ error, code, details = {} }, headers) {
    super(error);
    this.code = code;
    this.details = details;
    this.outcome = headers.get('x-error-outcome') ?? 'UNKNOWN';
    this.retry = headers.get('x-error-retry') ?? 'never';
    this.retryAfterMs = Number(headers.get('retry-after') ?? 1) * 1000;
  }
}

async function post(path, body, headers = {}) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  const answer = await response.json();
  if (!response.ok) throw new ApiError(answer, response.headers);
  return answer;
}

const signIn = async () => (await post('/login', credentials)).token;

/** One key for all tries: whatever became of an earlier one, the order is placed at most once. */
async function placeOrder(order) {
  const key = randomUUID();
  let token = await signIn();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const headers = { authorization: `Bearer ${token}`, 'idempotency-key': key };
      return await post('/api/orders/market', order, headers);
    } catch (error) {
      if (attempt === TRIES || !(await mayRepeat(error))) throw error;
      if (error.retry === 'refresh') token = await signIn();
    }
  }
}

/** Waits as long as it takes. A broken line and a timeout leave it open what happened: the key makes repeating safe. */
async function mayRepeat(error) {
  if (!(error instanceof ApiError)) {
    await sleep(1000);
    return true;
  }
  switch (error.retry) {
    case 'refresh':
      return true;
    case 'after':
    case 'backoff':
      // Another price is another decision: not ours to take.
      if (error.code === 'PRICE_CHANGED') return false;
      await sleep(error.retryAfterMs);
      return true;
    case 'same-key':
      await sleep(1000);
      return true;
    default:
      return false;
  }
}

const volume = Number(process.argv[2] ?? 0.1);
try {
  const { order } = await placeOrder({ symbol: 'EURUSD', side: 'BUY', volume });
  console.log(`filled: ${order.id} at ${order.avgFillPrice}`);
} catch (error) {
  process.exitCode = 1;
  switch (error.code) {
    case 'MARGIN_INSUFFICIENT':
      console.log(`too large: at most ${error.details.maxVolume} lots fit now`);
      break;
    case 'MARKET_CLOSED':
      console.log(`closed until ${error.details.opensAt ?? 'somebody knows better'}`);
      break;
    case 'LP_TIMEOUT':
      console.log(`nobody knows yet: ask for order ${error.details.orderId}`);
      break;
    default:
      console.log(`${error.code ?? 'no answer'}: ${error.message}`);
  }
}
