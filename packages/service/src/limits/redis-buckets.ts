/** Buckets that several processes share. Redis' own clock counts, so that no two processes disagree about now. */
import { Redis } from 'ioredis';
import { type Allowance, capacityMs, type Standing, standingAfter, tokenMs } from './bucket.ts';

/** Never the reason why a request waits: what Redis does not say at once is not worth waiting for. */
const CONNECT_TIMEOUT_MS = 300;
const COMMAND_TIMEOUT_MS = 50;
const RECONNECT_MAX_MS = 2_000;

/** The same step as `take`, where all processes meet. Answers [1, until full] or [0, until the next token]. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local token, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
local next = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + token
local over = next - now - capacity
if over > 0.001 then return {0, tostring(over)} end
redis.call('SET', KEYS[1], string.format('%.3f', next), 'PX', math.ceil(next - now))
return {1, tostring(next - now)}`;

export class RedisBuckets {
  readonly #redis: Redis;

  /** Does not connect yet, and never throws for a Redis that is not there. */
  constructor(url: string) {
    this.#redis = new Redis(url, {
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      maxRetriesPerRequest: 1,
      enableOfflineQueue: false,
      retryStrategy: (attempt) => Math.min(attempt * 100, RECONNECT_MAX_MS),
    });
    // A lost connection is told by the command that needed it; without a listener it would end the process.
    this.#redis.on('error', () => undefined);
  }

  /** Rejects while Redis cannot be reached; ioredis goes on trying by itself. */
  async connect(): Promise<void> {
    await this.#redis.connect();
  }

  /** Rejects within 50 ms when Redis does not answer. */
  async take(key: string, allowance: Allowance): Promise<Standing> {
    const [allowed, ms] = (await this.#redis.eval(
      TAKE,
      1,
      `faultline:limit:${key}`,
      tokenMs(allowance),
      capacityMs(allowance),
    )) as [number, string];
    if (allowed === 1) return standingAfter(allowance, Number(ms));
    return { allowed: false, remaining: 0, resetMs: Number(ms) };
  }

  async ping(): Promise<void> {
    await this.#redis.ping();
  }

  close(): void {
    this.#redis.disconnect();
  }
}
