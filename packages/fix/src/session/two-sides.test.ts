/**
 * Two machines over a link that is cut at any moment, with whatever is on the way lost: everything that either side was given
 * to send reaches the other, once and in order, however the two have agreed to find out what is missing.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FIX44 } from '../dictionary/fix44.ts';
import { decode } from '../wire/raw-message.ts';
import type { SessionConfig } from './session.ts';
import { linkStatus } from './status.ts';
import { SessionDesk } from './testing/session-desk.ts';

const REPORT = '6=1.1|14=1|31=1.1|32=1|37=L1|39=2|54=1|55=EURUSD|150=F|151=0|';

class Side {
  readonly desk: SessionDesk;
  /** Written and not read by the other yet. */
  readonly onTheWay: Buffer[] = [];
  readonly heard: string[] = [];
  readonly given: string[] = [];

  constructor(role: SessionConfig['role'], options: Partial<SessionConfig>) {
    const [senderCompId, targetCompId] = role === 'initiator' ? ['FLT', 'YOFX'] : ['YOFX', 'FLT'];
    const ids = { role, senderCompId, targetCompId, heartBtIntSec: 0 };
    this.desk = new SessionDesk({ ...options, ...ids });
  }

  send(id: string): void {
    this.given.push(id);
    const isInitiator = this.desk.state.config.role === 'initiator';
    this.desk.sends(
      isInitiator ? 'H' : '8',
      isInitiator ? `11=${id}|54=1|55=EURUSD|` : `17=${id}|${REPORT}`,
    );
    this.collect();
  }

  happens(event: Parameters<SessionDesk['happens']>[0]): void {
    this.desk.happens(event);
    this.collect();
  }

  /** Reads what the other has written, at most so many messages. */
  read(from: Side, count: number): void {
    for (const bytes of from.onTheWay.splice(0, count)) {
      const raw = decode(bytes, FIX44.dataFields);
      if (raw !== null && this.desk.state.kind !== 'disconnected')
        this.happens({ kind: 'received', raw });
    }
  }

  collect(): void {
    this.desk.loadsAnswered();
    for (const effect of this.desk.effects) {
      if (effect.kind === 'write') this.onTheWay.push(effect.bytes);
      if (effect.kind !== 'deliver') continue;
      const { message } = effect;
      if (message.msgType === 'H') this.heard.push(message.clOrdId);
      if (message.msgType === '8') this.heard.push(message.execId);
    }
    this.desk.effects = [];
  }
}

function connect(sides: readonly Side[]): void {
  for (const side of sides) {
    side.onTheWay.length = 0;
    side.happens({ kind: 'disconnected', reason: 'cut' });
  }
  for (const side of sides) side.happens({ kind: 'connected' });
}

/** Lets both sides talk until they have nothing more to say; fails when they never have. */
function drain(a: Side, b: Side): void {
  for (let turn = 0; a.onTheWay.length + b.onTheWay.length > 0; turn += 1) {
    if (turn > 2000) throw new Error('the two sides never come to an end');
    a.read(b, 1);
    b.read(a, 1);
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), side: fc.nat(1) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      side: fc.nat(1),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'cut' as const, side: 0 }) },
);
const options = fc.record({
  nextExpectedMsgSeqNum: fc.boolean(),
  resendChunkSize: fc.constantFrom(0, 1, 3),
});

it('whatever is given to send arrives once and in order, however often the link is cut', () => {
  fc.assert(
    fc.property(options, options, fc.array(step, { maxLength: 60 }), (...[ours, theirs, steps]) => {
      const [a, b] = [new Side('initiator', ours), new Side('acceptor', theirs)];
      const sides = [a, b];
      connect(sides);
      steps.forEach((one, index) => {
        const [side, other] = one.side === 0 ? [a, b] : [b, a];
        if (one.kind === 'send') side.send(`M${index}`);
        else if (one.kind === 'read') side.read(other, one.count);
        else connect(sides);
      });
      connect(sides);
      // What nobody has noticed yet shows with the next message.
      for (let round = 0; round < 3; round += 1) {
        for (const side of sides) side.send(`last ${round}`);
        drain(a, b);
      }
      expect(sides.map(({ desk }) => linkStatus(desk.state))).toEqual(['LOGGED_ON', 'LOGGED_ON']);
      expect(b.heard).toEqual(a.given);
      expect(a.heard).toEqual(b.given);
    }),
    { numRuns: 1000 },
  );
});
