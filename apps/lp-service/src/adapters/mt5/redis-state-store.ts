/** The state store in Redis, under the login guide's own keys. One transition is one MULTI: all of it is seen, or nothing. */
import type { StoreKeys } from '@faultline/domain/mt5';
import { type ChainableCommander, Redis } from 'ioredis';
import type { StateStore } from '../../mt5/ports.ts';

/** A copy is not worth waiting for: what Redis does not take in this time is written again later. */
const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 1_000;
const RECONNECT_MAX_MS = 2_000;

export interface RedisStateStore extends StateStore {
  /** Called whenever a connection has come about: what is there now may be anything. */
  onConnected(run: () => void): void;
}

/** Connects in the background, and never throws for a Redis that is not there. */
export function redisStateStore(url: string): RedisStateStore {
  const redis = new Redis(url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(attempt * 100, RECONNECT_MAX_MS),
  });
  // A lost connection is told by the command that needed it; without a listener it would end the process.
  redis.on('error', () => undefined);
  return {
    apply: async (keys) => {
      const transaction = redis.multi();
      for (const [name, value] of Object.entries(keys)) put(transaction, name, value);
      const answers = await transaction.exec();
      const failed = answers?.find(([error]) => error !== null)?.[0];
      if (answers === null || failed) throw failed ?? new Error('the transaction was given up');
    },
    read: async (names) =>
      Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await valueOf(redis, name)] as const)),
      ),
    onConnected: (run) => void redis.on('ready', run),
    close: async () => redis.disconnect(),
  };
}

function put(transaction: ChainableCommander, name: string, value: StoreKeys[string]): void {
  if (typeof value === 'string') transaction.set(name, value);
  else {
    transaction.del(name);
    if (value !== null) transaction.hset(name, value);
  }
}

async function valueOf(redis: Redis, name: string): Promise<StoreKeys[string]> {
  const kind = await redis.type(name);
  if (kind === 'string') return redis.get(name);
  return kind === 'hash' ? redis.hgetall(name) : null;
}
