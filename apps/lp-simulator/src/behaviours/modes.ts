/** Every mode by its name: what may be said of it, what must be, and what holds when it is not. */
import type { Mode, ModeName } from './behaviour.ts';
import * as checks from './checks.ts';

export type Body = Readonly<Record<string, unknown>>;

export interface ModeRule {
  readonly fields: Readonly<Record<string, checks.Check>>;
  readonly required: readonly string[];
  /** Whether it can be narrowed to a symbol; what happens to a link has none. */
  readonly bySymbol: boolean;
  readonly make: (body: Body) => Mode;
}

/** OrdRejReason(103) and CxlRejReason(102) "other". */
const OTHER = 99;
/** BusinessRejectReason(380) "application not available". */
const NOT_AVAILABLE = 4;
/** Longer than any order timeout of a client. */
const AFTER_TIMEOUT_MS = 6000;
const GAP_POINTS = 100;

export const MODES: Readonly<Record<ModeName, ModeRule>> = {
  fill: plain({ mode: 'fill' }),
  partial: rule({ fraction: checks.fraction }, ['fraction'], (body) => ({
    mode: 'partial',
    fraction: number(body.fraction, 0.5),
  })),
  reject: rule({ ordRejReason: checks.code, text: checks.text }, [], (body) => ({
    mode: 'reject',
    ordRejReason: number(body.ordRejReason, OTHER),
    text: string(body.text, 'rejected by the simulator'),
  })),
  requote: plain({ mode: 'requote' }),
  cancelReject: rule({ cxlRejReason: checks.code }, [], (body) => ({
    mode: 'cancelReject',
    cxlRejReason: number(body.cxlRejReason, OTHER),
  })),
  ackOnly: plain({ mode: 'ackOnly' }),
  silent: plain({ mode: 'silent' }),
  delay: rule({ ms: checks.milliseconds }, ['ms'], (body) => ({
    mode: 'delay',
    ms: number(body.ms, 0),
  })),
  fillAfterTimeout: rule({ ms: checks.milliseconds }, [], (body) => ({
    mode: 'fillAfterTimeout',
    ms: number(body.ms, AFTER_TIMEOUT_MS),
  })),
  dropBeforeAck: plain({ mode: 'dropBeforeAck' }),
  dropAfterFill: plain({ mode: 'dropAfterFill' }),
  businessReject: rule({ reason: checks.code }, [], (body) => ({
    mode: 'businessReject',
    reason: number(body.reason, NOT_AVAILABLE),
  })),
  sessionReject: plain({ mode: 'sessionReject' }),
  duplicateExec: plain({ mode: 'duplicateExec' }),
  outOfOrder: plain({ mode: 'outOfOrder' }),
  overfill: plain({ mode: 'overfill' }),
  bust: plain({ mode: 'bust' }),
  unsolicitedCancel: plain({ mode: 'unsolicitedCancel' }),
  mdReject: rule({ reason: checks.mdReason }, [], (body) => ({
    mode: 'mdReject',
    reason: character(body.reason, '0'),
  })),
  dropOnMarketData: plain({ mode: 'dropOnMarketData' }, false),
  stopQuotes: plain({ mode: 'stopQuotes' }),
  gapQuotes: rule({ points: checks.points }, [], (body) => ({
    mode: 'gapQuotes',
    points: number(body.points, GAP_POINTS),
  })),
  logonRefuse: {
    ...rule({ text: checks.text }, [], (body) => ({
      mode: 'logonRefuse',
      text: string(body.text, 'logon refused'),
    })),
    bySymbol: false,
  },
  noHeartbeat: plain({ mode: 'noHeartbeat' }, false),
  seqGap: plain({ mode: 'seqGap' }, false),
  seqTooLow: plain({ mode: 'seqTooLow' }, false),
};

function rule(
  fields: ModeRule['fields'],
  required: readonly string[],
  make: ModeRule['make'],
): ModeRule {
  return { fields, required, bySymbol: true, make };
}

function plain(mode: Mode, bySymbol = true): ModeRule {
  return { fields: {}, required: [], bySymbol, make: () => mode };
}

function string(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback;
}

function number(value: unknown, fallback: number): number {
  return typeof value === 'number' ? value : fallback;
}

/** A digit that came as a number becomes the character that FIX wants. */
function character(value: unknown, fallback: string): string {
  return typeof value === 'number' ? String(value) : string(value, fallback);
}
