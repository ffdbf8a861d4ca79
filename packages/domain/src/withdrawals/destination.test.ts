/** A destination that is new to an account waits, whatever somebody asks for in the meantime and takes back. */
import { decimalOf } from '@faultline/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, facts, group, NOW_MS, refusalOf, valueOf, withdrawal } from '../testing/desk.ts';
import { decideWithdrawal } from './decide-withdrawal.ts';
import { lockEnd, normalDestination } from './destination.ts';
import { moveWithdrawal, openWithdrawal } from './transitions.ts';
import { stands, type Withdrawal, type WithdrawalStatus } from './withdrawal.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** As it was asked for, so many hours ago. */
const asked = (destinationKey: string | null, hoursAgo: number, more: Partial<Withdrawal> = {}) =>
  withdrawal({ destinationKey, requestedAtMs: NOW_MS - hoursAgo * HOUR_MS, ...more });

/** Of one asked for now. */
const endTo = (destinationKey: string, withdrawals: readonly Withdrawal[], lockMs = DAY_MS) =>
  lockEnd(destinationKey, { withdrawals, destinationLockMs: lockMs, nowMs: NOW_MS });

describe('a destination', () => {
  it('is the same however an account number is grouped and cased', () => {
    const iban = normalDestination('BANK_TRANSFER', ' de89 3704 0044\t0532 0130 00 ');
    expect(iban).toBe('DE89370400440532013000');
    expect(normalDestination('CRYPTO', ' bc1 Qxy\n')).toBe('bc1Qxy');
  });
});

describe('the lock of a destination', () => {
  it('does not hold the first one that an account ever asks for', () => {
    expect(endTo('A', [])).toBeNull();
    expect(endTo('A', [asked('A', 1, { status: 'CANCELLED' })])).toBeNull();
  });

  it('holds every other one for a day', () => {
    expect(endTo('B', [asked('A', 900, { status: 'PAID' })])).toBe(NOW_MS + DAY_MS);
  });

  it('is set aside where it is set to nothing', () => {
    expect(endTo('B', [asked('A', 900, { status: 'PAID' })], 0)).toBeNull();
  });

  it('ends with a whole second, rounded up, so that what is shown is when it ends', () => {
    const paid = [asked('A', 900, { status: 'PAID' })];
    const terms = { withdrawals: paid, destinationLockMs: DAY_MS, nowMs: NOW_MS + 1 };
    expect(lockEnd('B', terms)).toBe(NOW_MS + DAY_MS + 1_000);
  });

  it('is over for a destination once a withdrawal to it has stood it out', () => {
    const first = asked('A', 900, { status: 'PAID' });
    const second = (status: WithdrawalStatus, lockedUntilMs: number) =>
      endTo('B', [first, asked('B', 24, { status, lockedUntilMs })]);
    expect(second('PAID', NOW_MS)).toBeNull();
    expect(second('REQUESTED', NOW_MS)).toBeNull();
    expect(second('REQUESTED', NOW_MS + 1)).toBe(NOW_MS + DAY_MS);
    expect(endTo('A', [first, asked('B', 1)])).toBeNull();
  });

  it('is no shorter for what was asked for before and rejected or taken back', () => {
    const first = asked('A', 900, { status: 'PAID' });
    for (const status of ['REJECTED', 'CANCELLED'] as const) {
      const old = asked('B', 900, { status, lockedUntilMs: NOW_MS - 876 * HOUR_MS });
      expect(endTo('B', [first, old])).toBe(NOW_MS + DAY_MS);
    }
  });

  it('holds where nobody knows what was asked for before', () => {
    expect(endTo('A', [asked(null, 900, { status: 'PAID' })])).toBe(NOW_MS + DAY_MS);
  });
});

describe('a withdrawal to a new destination', () => {
  const locked = withdrawal({ lockedUntilMs: NOW_MS + DAY_MS });
  const step = { decidedBy: 'admin', reason: null, postingId: 5 } as const;

  it('needs somebody’s approval even where the group asks for none', () => {
    const terms = {
      ...facts(),
      group: group({ withdrawalAutoApprove: 10_000n }),
      withdrawals: [asked('A', 900, { status: 'PAID' })],
      destinationLockMs: DAY_MS,
    };
    const wish = { amount: decimalOf(1), method: 'CRYPTO', destinationMasked: '*' } as const;
    const to = (destinationKey: string) =>
      valueOf(decideWithdrawal({ ...wish, destinationKey }, terms));
    expect(to('A')).toMatchObject({ status: 'APPROVED', lockedUntilMs: null });
    expect(to('B')).toMatchObject({ status: 'REQUESTED', lockedUntilMs: NOW_MS + DAY_MS });
  });

  it('is approved at the end of the lock and not a millisecond before', () => {
    const approve = (nowMs: number) =>
      moveWithdrawal(locked, account(), { ...step, to: 'APPROVED', nowMs });
    expect(refusalOf(approve(NOW_MS + DAY_MS - 1))).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { reason: 'DESTINATION_LOCKED', lockedUntil: '2026-01-19T12:00:00Z' },
    });
    expect(valueOf(approve(NOW_MS + DAY_MS)).withdrawal.status).toBe('APPROVED');
  });

  it('is not paid before either, should it be approved already', () => {
    const approved = { ...locked, status: 'APPROVED' } as const;
    const pay = moveWithdrawal(approved, account(), { ...step, to: 'PAID', nowMs: NOW_MS });
    expect(refusalOf(pay).details).toMatchObject({ reason: 'DESTINATION_LOCKED' });
  });

  it('is rejected and taken back at any time', () => {
    for (const to of ['REJECTED', 'CANCELLED'] as const) {
      const moved = valueOf(moveWithdrawal(locked, account(), { ...step, to, nowMs: NOW_MS }));
      expect(moved.account.balance).toBe(1_010_000n);
    }
  });
});

/** One thing that happens to an account, and how long after the one before. */
interface Act {
  readonly kind: 'ASK' | 'PAY' | 'REJECTED' | 'CANCELLED';
  readonly to: 'B' | 'C';
  /** Which of the withdrawals so far; counted round. */
  readonly which: number;
  readonly afterMs: number;
}

const ACTS = fc.array(
  fc.record<Act>({
    kind: fc.constantFrom('ASK', 'PAY', 'PAY', 'REJECTED', 'CANCELLED'),
    to: fc.constantFrom('B', 'C'),
    which: fc.nat({ max: 9 }),
    afterMs: fc.oneof(fc.integer({ min: 0, max: DAY_MS + 2_000 }), fc.constant(DAY_MS)),
  }),
  { minLength: 2, maxLength: 30 },
);

interface Paid {
  readonly key: string | null;
  readonly atMs: number;
  /** All of the account at that moment. */
  readonly of: readonly Withdrawal[];
}

/** What was paid from an account that had been paid to A long ago. */
function played(acts: readonly Act[]): Paid[] {
  const withdrawals = [asked('A', 900, { status: 'PAID', id: 'WD-0' })];
  const paid: Paid[] = [];
  let nowMs = NOW_MS;
  for (const { kind, to, which, afterMs } of acts) {
    nowMs += afterMs;
    const index = kind === 'ASK' ? withdrawals.length : which % withdrawals.length;
    const before = withdrawals[index] ?? opened(to, withdrawals, nowMs);
    const after = kind === 'ASK' ? before : decidedOn(before, kind, nowMs);
    withdrawals[index] = after;
    if (after !== before && after.status === 'PAID') {
      paid.push({ key: after.destinationKey, atMs: nowMs, of: [...withdrawals] });
    }
  }
  return paid;
}

function opened(destinationKey: string, withdrawals: readonly Withdrawal[], nowMs: number) {
  const wish = { amount: decimalOf(0.01), method: 'CRYPTO', destinationMasked: '*' } as const;
  const terms = { ...facts(), nowMs, withdrawals, destinationLockMs: DAY_MS };
  const decided = valueOf(decideWithdrawal({ ...wish, destinationKey }, terms));
  const ids = { id: `WD-${withdrawals.length}`, postingId: 1, nowMs };
  return openWithdrawal(decided, account(), ids).withdrawal;
}

/** As it was, where the step is refused. */
function decidedOn(one: Withdrawal, kind: Exclude<Act['kind'], 'ASK'>, nowMs: number): Withdrawal {
  const steps = kind === 'PAY' ? (['APPROVED', 'PAID'] as const) : ([kind] as const);
  return steps.reduce((before, to) => {
    const step = { to, decidedBy: 'admin', reason: null, postingId: 1, nowMs };
    const moved = moveWithdrawal(before, account(), step);
    return moved.ok ? moved.value.withdrawal : before;
  }, one);
}

/** From when it was asked for until it was rejected or taken back, or until now. */
const stoodMs = (one: Withdrawal, nowMs: number): number =>
  (stands(one) ? nowMs : (one.decidedAtMs ?? 0)) - one.requestedAtMs;

describe('whatever is asked for, taken back, rejected and approved', () => {
  it('pays to a new destination only when somebody asked for it a day before, and that stood', () => {
    let payments = 0;
    const law = fc.property(ACTS, (acts) => {
      for (const { key, atMs, of } of played(acts)) {
        payments += 1;
        const longest = Math.max(
          ...of.filter((one) => one.destinationKey === key).map((one) => stoodMs(one, atMs)),
        );
        expect(longest).toBeGreaterThanOrEqual(DAY_MS);
      }
    });
    fc.assert(law, { numRuns: 1_000 });
    expect(payments).toBeGreaterThan(50);
  });
});
