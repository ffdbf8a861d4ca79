/** What holds for the supervisor whatever happens to it, in whatever order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MT5_TRANSITIONS, type Mt5Event, type Mt5Instance, type Mt5Status } from './index.ts';
import { step } from './step.ts';
import { factsOf, loginCode, Supervised, terminalCode } from './testing/supervised.ts';

const CODES = [...Array.from({ length: 20 }, (_, index) => 10004 + index), 12345];
const failures = fc.oneof(
  fc.constantFrom(...CODES).map(loginCode),
  fc.constantFrom(-1, -5, -6, -10004, -10005).map(terminalCode),
);

const happening = fc.record({
  waitMs: fc.oneof(fc.constant(0), fc.integer({ max: 70_000, min: 0 }), fc.constant(1_000_000)),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  busy: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  event: fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom('heartbeat', 'tick', 'tick').map((kind) => ({ kind })),
    },
    {
      weight: 4,
      arbitrary: failures.map((failure) => ({ kind: 'loginFailed' as const, failure })),
    },
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(
          'start',
          'start',
          'loginOk',
          'loginOk',
          'disconnected',
          'stop',
          'reset',
          'markUpdated',
        )
        .map((kind) => ({ kind })),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'processCrashed' as const }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('a', 'b', 'c')
        .map((fingerprint) => ({ kind: 'credentialsChanged' as const, fingerprint })),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'adminClear' as const, reason: 'asked for' }) },
  ),
});

const histories = fc.array(happening, { maxLength: 60 });
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;
const RUNS = { numRuns: 1_000 };

interface Turn {
  readonly before: Mt5Instance;
  readonly after: Mt5Instance;
  readonly event: Mt5Event;
  readonly effects: Supervised['last'];
}

function play(history: History): Turn[] {
  const terminal = new Supervised();
  return history.map(({ waitMs, jitter, busy, event }) => {
    terminal.atMs += waitMs;
    const { atMs, state: before } = terminal;
    const gate = busy
      ? ({ kind: 'LATER', atMs: atMs + 5_000 } as const)
      : ({ kind: 'OPEN' } as const);
    terminal.facts = { ...terminal.facts, jitter, gate };
    const sent: Mt5Event = { ...event, atMs };
    terminal.send(sent);
    return { before, after: terminal.state, event: sent, effects: terminal.last };
  });
}

const logins = ({ effects }: Turn): number =>
  effects.filter(({ kind }) => kind === 'attemptLogin').length;

/** A person, a login, or other credentials have ended the series. */
const beginsAnew = ({ before, after, event }: Turn): boolean =>
  (event.kind === 'start' && before.status !== after.status && after.loginAttemptCount === 0) ||
  ['reset', 'markUpdated', 'adminClear', 'credentialsChanged'].includes(event.kind) ||
  after.status === 'CONNECTED' ||
  before.fingerprint !== before.sentFingerprint;

describe('the supervisor', () => {
  it('never sends more logins in a series than the policy allows', () => {
    fc.assert(
      fc.property(histories, (history) => {
        let sent = 0;
        for (const turn of play(history)) {
          if (beginsAnew(turn)) sent = 0;
          sent += logins(turn);
          expect(sent).toBeLessThanOrEqual(5);
        }
      }),
      RUNS,
    );
  });

  it('counts every login durably before it is sent, one at a time', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const turn of play(history).filter((one) => logins(one) > 0)) {
          const kinds = turn.effects.map(({ kind }) => kind);
          expect(logins(turn)).toBe(1);
          expect(kinds.indexOf('persistState')).toBeLessThan(kinds.indexOf('attemptLogin'));
          expect(turn.after.status).toBe('CONNECTING');
          const answered = turn.before.status !== 'CONNECTING' || turn.event.kind === 'loginFailed';
          expect(answered || turn.event.kind === 'tick').toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('sends nothing from a stop until a person has lifted it', () => {
    const LIFTS: Partial<Record<Mt5Status, string[]>> = {
      FAILED: ['start', 'reset', 'adminClear'],
      UPDATE_REQUIRED: ['markUpdated'],
      CLOSED: ['adminClear'],
    };
    fc.assert(
      fc.property(histories, (history) => {
        for (const turn of play(history)) {
          const { before, after, event } = turn;
          const lifts = LIFTS[before.status];
          if (lifts === undefined) continue;
          expect(logins(turn)).toBe(0);
          const left = after.status !== before.status && after.status !== 'CLOSED';
          expect(left && !lifts.includes(event.kind)).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it('never sends credentials that are blocked, and unblocks them only by a login or a person', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const { before, after, event, effects } of play(history)) {
          for (const effect of effects) {
            if (effect.kind !== 'attemptLogin') continue;
            expect(after.blockedFingerprints).not.toContain(effect.fingerprint);
          }
          const freed = before.blockedFingerprints.some(
            (print) => !after.blockedFingerprints.includes(print),
          );
          expect(freed && !['loginOk', 'adminClear'].includes(event.kind)).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it('waits between 0.8 and 1.2 times what the schedule says, and never less', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), failures, (jitter, failure) => {
        const plain = new Supervised().begin();
        const spread = new Supervised({ jitter }).begin();
        for (let attempt = 1; attempt < 5; attempt += 1) {
          plain.fail(failure);
          spread.fail(failure);
          if (plain.state.status !== 'BACKOFF') return;
          const scheduledMs = plain.waitForRetry();
          const dueAtMs = spread.state.nextRetryAtMs ?? 0;
          expect(dueAtMs - spread.atMs).toBeGreaterThanOrEqual(0.8 * scheduledMs);
          expect(dueAtMs - spread.atMs).toBeLessThanOrEqual(1.2 * scheduledMs);
          spread.pass(dueAtMs - spread.atMs - 1);
          expect(spread.state.status).toBe('BACKOFF');
          spread.pass(1);
          expect(spread.state.status).toBe('CONNECTING');
        }
      }),
      RUNS,
    );
  });

  it('never sends a login before its delay is over, whatever happens meanwhile', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const early = play(history).filter(
          ({ before, event }) => event.atMs < (before.nextRetryAtMs ?? 0),
        );
        expect(early.filter((turn) => logins(turn) > 0)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('changes state only along the table', () => {
    const used = new Set<string>();
    fc.assert(
      fc.property(histories, (history) => {
        const moves = play(history).filter(({ before, after }) => before.status !== after.status);
        for (const { before, after } of moves) {
          used.add(`${before.status} → ${after.status}`);
          expect(MT5_TRANSITIONS[before.status]).toContain(after.status);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(used.size).toBeGreaterThan(15);
  });

  const WAYS: Record<Mt5Status, () => Supervised> = {
    INACTIVE: () => new Supervised(),
    STARTING: () => new Supervised().on('start'),
    CONNECTING: () => new Supervised().begin(),
    CONNECTED: () => new Supervised().connect(),
    BACKOFF: () => new Supervised().begin().fail(loginCode(10011)),
    DISCONNECTED: () => new Supervised().connect().on('disconnected'),
    STOPPED: () => new Supervised().connect().on('stop'),
    FAILED: () => new Supervised().begin().fail(loginCode(10007)),
    UPDATE_REQUIRED: () => new Supervised().begin().fail(loginCode(10016)),
    CLOSED: () => new Supervised().begin().fail(loginCode(10012)),
  };

  it.each(Object.entries(WAYS))('reaches %s, and can leave it again', (status, way) => {
    const terminal = way();
    expect(terminal.state.status).toBe(status);
    terminal.on('stop').on('markUpdated').clear('to start anew');
    expect(terminal.connect().state.status).toBe('CONNECTED');
  });

  it('does the same again when its events are played again, and changes nothing it was given', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(play(history)).toEqual(play(history));
        for (const { before, event } of play(history)) {
          const kept = structuredClone(before);
          step(before, event, factsOf());
          expect(before).toEqual(kept);
        }
      }),
      { numRuns: 200 },
    );
  });
});
