/**
 * How many calls an address and a person may make. The plugin runs the limits, the buckets behind it are ours: it knows
 * windows, and a bucket that refills is kinder and cannot be emptied twice around a window's edge.
 */
import { fail } from '@faultline/errors';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LIMIT_HEADER } from '../http/envelope.ts';
import type { Allowance, Standing } from './bucket.ts';

/** Calls that share a bucket, whichever door they come through. */
export interface LimitClass extends Allowance {
  readonly name: string;
}

/** Where standings are kept: in this process, or in Redis for several. */
export interface Buckets {
  readonly take: (key: string, allowance: Allowance) => Standing | Promise<Standing>;
}

/** Both throw RATE_LIMIT_EXCEEDED. */
export interface RateLimits {
  /** Before anything is known about the caller. */
  readonly ofAddress: (request: FastifyRequest, limit: LimitClass) => Promise<void>;
  readonly ofUser: (request: FastifyRequest, of: UserLimit) => Promise<void>;
}

interface UserLimit {
  readonly limit: LimitClass;
  readonly userId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The tightest of the buckets that this request drew from. */
    standing: (Standing & { readonly limit: LimitClass }) | null;
    /** The bucket that is drawn from next. */
    limitKey: string;
  }
}

const WINDOW = '1m';

/** Call before any route is registered. */
export function limitRates(
  app: FastifyInstance,
  { buckets, now }: { buckets: Buckets; now: () => number },
): RateLimits {
  app.decorateRequest('standing', null);
  app.decorateRequest('limitKey', '');
  const classes = new Map<string, LimitClass>();
  app.register(rateLimit, { global: false, store: storeOver(buckets, classes) });
  let draw: ReturnType<FastifyInstance['createRateLimit']>;
  app.after(() => {
    draw = app.createRateLimit({ keyGenerator: ({ limitKey }) => limitKey });
  });
  const spend = async (request: FastifyRequest, limit: LimitClass, who: string): Promise<void> => {
    classes.set(limit.name, limit);
    // The plugin reads it before it first waits, so that calls of one batch do not disturb each other.
    request.limitKey = `${limit.name}|${who}`;
    const drawn = await draw(request);
    if (drawn.isAllowed) return;
    const { isExceeded, remaining, ttl: resetMs } = drawn;
    const standing = { allowed: !isExceeded, remaining, resetMs, limit };
    if (isTighter(standing, request.standing)) request.standing = standing;
    if (isExceeded) throw exceeded(limit, { resetMs, nowMs: now() });
  };
  nameStandings(app, now);
  return {
    ofAddress: async (request, limit) => spend(request, limit, `ip|${addressOf(request.ip)}`),
    ofUser: async (request, { limit, userId }) => spend(request, limit, `user|${userId}`),
  };
}

/** Whoever has an IPv6 address has the whole /64 around it. */
const addressOf = (ip: string): string => rateLimit.normalizeIP(ip, 64);

const isTighter = (one: Standing, other: Standing | null): boolean =>
  other === null || one.remaining < other.remaining || (!one.allowed && other.allowed);

function exceeded(
  { perMinute: limit }: LimitClass,
  { resetMs, nowMs }: { resetMs: number; nowMs: number },
) {
  const retryAfter = Math.max(1, Math.ceil(resetMs / 1_000));
  const resetAt = Math.ceil(nowMs / 1_000) + retryAfter;
  return fail('RATE_LIMIT_EXCEEDED', { limit, window: WINDOW, retryAfter, resetAt });
}

/** On every answer of a limited route, whatever it is. A refusal has said it itself. */
function nameStandings(app: FastifyInstance, now: () => number): void {
  app.addHook('onSend', async (request, reply) => {
    const { standing } = request;
    if (standing !== null && !reply.hasHeader(LIMIT_HEADER.limit)) {
      const { limit, remaining, resetMs } = standing;
      reply.header(LIMIT_HEADER.limit, String(limit.perMinute));
      reply.header(LIMIT_HEADER.remaining, String(remaining));
      reply.header(LIMIT_HEADER.reset, String(Math.ceil((now() + resetMs) / 1_000)));
    }
  });
}

/** The plugin's store: it is told how much of a window is used and until when, in the words of a bucket. */
function storeOver(buckets: Buckets, classes: ReadonlyMap<string, LimitClass>) {
  type Answer = (error: Error | null, used?: { current: number; ttl: number }) => void;
  return class BucketStore {
    incr(...[key, answer, , max]: [string, Answer, number, number]): void {
      const limit = classes.get(key.slice(0, key.indexOf('|')));
      if (limit === undefined) return answer(new Error(`no limit for ${key}`));
      const told = ({ allowed, remaining, resetMs: ttl }: Standing): void =>
        answer(null, { current: allowed ? max - remaining : max + 1, ttl });
      const taken = buckets.take(key, limit);
      if (taken instanceof Promise) void taken.then(told, answer);
      else told(taken);
    }

    child(): this {
      return this;
    }
  };
}
