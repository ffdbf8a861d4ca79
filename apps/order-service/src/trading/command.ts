/**
 * The frame of every command on an account: recall what this key was told before, load, decide, commit. What is decided
 * is the command's own business; that it is decided once is the frame's.
 */
import type { TradingFacts } from '@faultline/domain';
import { type Refusal, refuse } from '@faultline/errors';
import { type Market, tradingFacts } from '../market/market.ts';
import {
  type Changes,
  type Decided,
  type Facts,
  type MemoryKey,
  type OutboxEntry,
  type Wanted,
} from '../ports/store.ts';
import { isRemembered, memory } from './memory.ts';

/**
 * @typeParam R - Every refusal of the command's own checks.
 * @typeParam D - What it may conclude: `Done` for one that is over with its commit.
 */
export interface Command<R extends Refusal, D extends Done | Routed = Done | Routed> {
  readonly wanted: Wanted & { readonly key: MemoryKey };
  readonly fingerprint: string;
  readonly clientOrderId: string | null;
  /** Checks that come before any memory: is this the caller's, may it trade at all. */
  readonly admit: (facts: Facts) => R | null;
  readonly decide: (facts: Facts, trading: TradingFacts) => Refused<R> | D;
}

/** A command may conclude that it is refused, done or routed. The frame adds the instant and the memory. */
export interface Refused<R extends Refusal> {
  readonly kind: 'refused';
  readonly refusal: R;
}

/** Over with its commit. */
export interface Done {
  readonly kind: 'done';
  /** As it goes over the wire. */
  readonly answer: unknown;
  /** The order that the key then stands for. */
  readonly orderId: string | null;
  readonly changes: Omit<Changes, 'atMs' | 'remember'>;
}

/** On its way to a provider; the answer comes with a report. */
export interface Routed {
  readonly kind: 'routed';
  readonly outbox: OutboxEntry;
  readonly changes: Omit<Changes, 'atMs' | 'remember' | 'outbox'>;
}

/** How a command ended at its commit. */
export type Committed<R extends Refusal> =
  | {
      readonly kind: 'refused';
      /** Its own, or for what the key was used for before. */
      readonly refusal: R | Refusal<'DUPLICATE_REQUEST'>;
      readonly replayed: boolean;
    }
  | { readonly kind: 'answered'; readonly answer: unknown; readonly replayed: boolean }
  | { readonly kind: 'routed'; readonly outbox: OutboxEntry }
  /** Decided by an earlier call with this key; its order may still be on the way. */
  | { readonly kind: 'pending'; readonly orderId: string };

/** What is left of a command when its checks are over. */
type AnyCommand = Pick<Command<Refusal>, 'wanted' | 'fingerprint'>;

const keyed = ({ wanted, fingerprint }: AnyCommand) => ({ key: wanted.key, fingerprint });

/** The synchronous decision of a command, for `Store.commit`. */
export function decideCommand<R extends Refusal>(
  command: Command<R>,
  market: Market,
): (facts: Facts) => Decided<Committed<R>> {
  return (facts) => {
    const denied = command.admit(facts);
    if (denied !== null) return { answer: { kind: 'refused', refusal: denied, replayed: false } };
    const { account } = facts;
    if (account === null) throw new Error('an admitted command must have an account');
    const recalled = recall(command, facts);
    if (recalled !== null) return { answer: recalled };
    const trading = tradingFacts(market, { ...facts, account });
    const concluded = command.decide(facts, trading);
    switch (concluded.kind) {
      case 'refused':
        return refused(command, trading.nowMs, concluded.refusal);
      case 'done':
        return done(command, trading.nowMs, concluded);
      case 'routed':
        return routed(command, trading.nowMs, concluded);
    }
  };
}

function recall<R extends Refusal>(
  { fingerprint, clientOrderId }: Command<R>,
  facts: Facts,
): Committed<R> | null {
  const { remembered: known } = facts;
  if (known !== null) {
    if (known.fingerprint !== fingerprint) return duplicate('KEY_REUSED', known.orderId);
    // The scope names the operation, so it was this very command that stored the refusal.
    const refusal = known.refusal as R | null;
    if (refusal !== null) return { kind: 'refused', refusal, replayed: true };
    if (known.answer !== null) return { kind: 'answered', answer: known.answer, replayed: true };
    if (known.orderId !== null) return { kind: 'pending', orderId: known.orderId };
  }
  return clientOrderId !== null && facts.orderOfClientId !== null
    ? duplicate('CLIENT_ORDER_ID', facts.orderOfClientId)
    : null;
}

function duplicate(
  reason: 'KEY_REUSED' | 'CLIENT_ORDER_ID',
  orderId: string | null,
): Committed<never> {
  const refusal = refuse('DUPLICATE_REQUEST', { reason, ...(orderId === null ? {} : { orderId }) });
  return { kind: 'refused', refusal, replayed: false };
}

function refused<R extends Refusal>(
  command: AnyCommand,
  atMs: number,
  refusal: R,
): Decided<Committed<R>> {
  const answer: Committed<R> = { kind: 'refused', refusal, replayed: false };
  if (!isRemembered(refusal.code)) return { answer };
  return { answer, changes: { atMs, remember: [memory(keyed(command), atMs, { refusal })] } };
}

function done(
  command: AnyCommand,
  atMs: number,
  { answer, orderId, changes }: Done,
): Decided<Committed<never>> {
  const remember = [memory(keyed(command), atMs, { orderId, answer })];
  return {
    answer: { kind: 'answered', answer, replayed: false },
    changes: { ...changes, atMs, remember },
  };
}

/** The order and its place in the outbox are one commit, and nothing leaves before it. */
function routed(
  command: AnyCommand,
  atMs: number,
  { outbox, changes }: Routed,
): Decided<Committed<never>> {
  const remember = [memory(keyed(command), atMs, { orderId: outbox.id })];
  return {
    answer: { kind: 'routed', outbox },
    changes: { ...changes, atMs, outbox: [outbox], remember },
  };
}
