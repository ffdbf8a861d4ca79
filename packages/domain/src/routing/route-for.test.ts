/** Where orders go by the broker's rules. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, instrument } from '../testing/desk.ts';
import type { RoutedOrder } from './route-for.ts';
import { routeFor } from './route-for.ts';
import type { RoutingCondition, RoutingRule } from './routing-rule.ts';

const order = (changes: Partial<RoutedOrder> = {}): RoutedOrder => ({
  account: account(),
  instrument: instrument('EURUSD'),
  side: 'BUY',
  volume: 1_000n,
  ...changes,
});

const rule = (
  id: string,
  when: RoutingCondition,
  changes: Partial<RoutingRule> = {},
): RoutingRule => ({
  id,
  position: 1,
  enabled: true,
  when,
  route: { book: 'B', lps: null },
  note: '',
  version: 1,
  ...changes,
});

const ruleIdFor = (when: RoutingCondition, one = order()) =>
  routeFor(one, [rule('R', when)], null).ruleId;

describe('the route of an order', () => {
  it('is the account’s own where nobody says otherwise', () => {
    expect(routeFor(order(), [], null)).toEqual({ book: 'A', lps: ['YOFX'], ruleId: null });
  });

  it('is what the command prefers, with the account’s providers where it names none', () => {
    const named = { book: 'A', lps: ['OANDA'] } as const;
    expect(routeFor(order(), [], named)).toEqual({ book: 'A', lps: ['OANDA'], ruleId: null });
    const unnamed = { book: 'B', lps: null } as const;
    expect(routeFor(order(), [], unnamed)).toEqual({ book: 'B', lps: ['YOFX'], ruleId: null });
  });

  it('is what the first matching rule says, whatever the command prefers', () => {
    const rules = [
      rule('late', {}, { position: 9, route: { book: 'A', lps: ['OANDA'] } }),
      rule('early', { symbols: ['EURUSD'] }, { position: 2 }),
      rule('off', {}, { position: 1, enabled: false }),
    ];
    const preference = { book: 'A', lps: ['OANDA'] } as const;
    expect(routeFor(order(), rules, preference)).toEqual({
      book: 'B',
      lps: ['YOFX'],
      ruleId: 'early',
    });
    const gold = order({ instrument: instrument('XAUUSD') });
    expect(routeFor(gold, rules, null)).toEqual({ book: 'A', lps: ['OANDA'], ruleId: 'late' });
  });

  it('matches every part of a condition, bounds included', () => {
    const holding: RoutingCondition[] = [
      {},
      { groups: ['standard'] },
      { accounts: [2, 1] },
      { symbols: ['EURUSD'] },
      { categories: ['FOREX'] },
      { minVolume: 1_000n },
      { maxVolume: 1_000n },
      { side: 'BUY' },
      { isDemo: true },
    ];
    expect(holding.filter((when) => ruleIdFor(when) !== 'R')).toEqual([]);
    const failing: RoutingCondition[] = [
      { groups: ['vip'] },
      { groups: [] },
      { accounts: [2] },
      { symbols: ['GBPUSD'] },
      { categories: ['METAL'] },
      { minVolume: 1_001n },
      { maxVolume: 999n },
      { side: 'SELL' },
      { isDemo: false },
      { symbols: ['EURUSD'], side: 'SELL' },
    ];
    expect(failing.filter((when) => ruleIdFor(when) !== null)).toEqual([]);
  });

  it('does not depend on the order in which rules are given, and disabled ones change nothing', () => {
    const rules = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 3 }),
        position: fc.nat(3),
        enabled: fc.boolean(),
        side: fc.option(fc.constantFrom('BUY' as const, 'SELL' as const)),
      }),
      { selector: ({ id }) => id, maxLength: 8 },
    );
    fc.assert(
      fc.property(rules, fc.nat(7), (drawn, turn) => {
        const all = drawn.map(({ id, side, position, enabled }) =>
          rule(id, side === null ? {} : { side }, { position, enabled }),
        );
        const route = routeFor(order(), all, null);
        const turned = [...all.slice(turn), ...all.slice(0, turn)].toReversed();
        expect(routeFor(order(), turned, null)).toEqual(route);
        expect(
          routeFor(
            order(),
            all.filter(({ enabled }) => enabled),
            null,
          ),
        ).toEqual(route);
        const chosen = all.find(({ id }) => id === route.ruleId);
        expect(chosen?.enabled ?? true).toBe(true);
      }),
    );
  });
});
