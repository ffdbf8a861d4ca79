/** `admin.symbols.*`: the terms of an instrument, and whether it trades. */
import { type Handlers, type OrderContract, orderContract } from '@faultline/contract';
import { type Decision, type Instrument, nearestSymbols } from '@faultline/domain';
import { refuse } from '@faultline/errors';
import type { Reference } from '../../ports/store.ts';
import { type Command, perform, type PerformDeps } from '../../trading/perform.ts';
import { invalid, staleVersion } from '../refusals.ts';
import { changedSymbol } from './changed-symbol.ts';
import { symbolView } from './symbol-view.ts';

type Symbols = Handlers<OrderContract['admin']['symbols']>;

const { update: row } = orderContract.admin.symbols;

interface Change {
  readonly path: string;
  readonly reason?: string | undefined;
  readonly change: (
    before: Instrument,
    reference: Reference,
  ) => Decision<'INVALID_REQUEST', Instrument>;
}

interface Wish {
  readonly symbol: string;
  readonly version?: number | undefined;
}

export function adminSymbols(deps: PerformDeps): Symbols {
  const { market } = deps;
  const run = async (wish: Wish, change: Change, call: Parameters<Symbols['halt']>[1]) =>
    perform(deps, symbolCommand(wish, change), call);
  const setMode = (wish: { mode: Instrument['tradeMode']; reason?: string | undefined }) =>
    ({
      reason: wish.reason,
      change: (before: Instrument) => kept({ ...before, tradeMode: wish.mode }),
    }) as const;
  return {
    list: async () => [...deps.store.reference().instruments.values()].map(symbolView),
    update: async (wish, call) => {
      const change: Change['change'] = (before, { schedules }) => {
        const { scheduleId = before.scheduleId } = wish;
        const known = scheduleId === before.scheduleId || schedules.has(scheduleId);
        return known
          ? changedSymbol(before, wish)
          : invalid('scheduleId', 'There is no such schedule.');
      };
      return run(wish, { path: 'admin.symbols.update', change }, call);
    },
    setMode: async (wish, call) =>
      run(wish, { path: 'admin.symbols.setMode', ...setMode(wish) }, call),
    toggle: async (wish, call) => {
      const mode = wish.disabled ? 'DISABLED' : 'FULL';
      return run(wish, { path: 'admin.symbols.toggle', ...setMode({ mode }) }, call);
    },
    halt: async (wish, call) => {
      const { reason, until: untilMs = null, note } = wish;
      const change: Change['change'] = (before) =>
        untilMs !== null && untilMs <= market.now()
          ? invalid('until', 'That time is over.')
          : kept({ ...before, halt: { reason, untilMs } });
      return run(wish, { path: 'admin.symbols.halt', reason: note, change }, call);
    },
    resume: async (wish, call) => {
      const change: Change['change'] = (before) => kept({ ...before, halt: null });
      return run(wish, { path: 'admin.symbols.resume', reason: wish.note, change }, call);
    },
  };
}

const kept = (value: Instrument) => ({ ok: true, value }) as const;

function symbolCommand(
  wish: Wish,
  { path, reason, change }: Change,
): Command<'INVALID_SYMBOL' | 'INVALID_REQUEST', typeof row.output> {
  return {
    path,
    wanted: {},
    input: wish,
    output: row.output,
    decide: ({ reference }) => {
      const before = reference.instruments.get(wish.symbol);
      if (before === undefined) return unknownSymbol(wish.symbol, reference);
      const stale = staleVersion(wish.version, before.version);
      if (stale !== null) return stale;
      const changed = change(before, reference);
      if (!changed.ok) return changed;
      const after = { ...changed.value, version: before.version + 1 };
      const trail = { target: `symbol:${after.name}`, before, after, reason };
      const changes = { instruments: [after] };
      return { ok: true, value: { answer: symbolView(after), changes, trail } };
    },
  };
}

function unknownSymbol(symbol: string, { instruments }: Reference) {
  const availableSymbols = nearestSymbols(symbol, instruments);
  const refusal = refuse('INVALID_SYMBOL', { symbol, availableSymbols, reason: 'UNKNOWN' });
  return { ok: false, refusal } as const;
}
