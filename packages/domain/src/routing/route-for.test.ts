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
  route: { book: 'B', lps: null, hedgePercent: 0 },
  note: '',
  version: 1,
  ...changes,
});

const by = (routingRules: readonly RoutingRule[], hedgeAccountId: number | null = null) => ({
  routingRules,
  hedgeAccountId,
});

const ruleIdFor = (when: RoutingCondition, one = order()) =>
  routeFor(one, by([rule('R', when)]), null).ruleId;

const NOBODYS = { hedgePercent: 0n, ruleId: null };

describe('the route of an order', () => {
  it('is the account’s own where nobody says otherwise', () => {
    expect(routeFor(order(), by([]), null)).toEqual({ ...NOBODYS, book: 'A', lps: ['YOFX'] });
  });

  it('is what the command prefers, with the account’s providers where it names none', () => {
    const named = { book: 'A', lps: ['OANDA'] } as const;
    expect(routeFor(order(), by([]), named)).toEqual({ ...NOBODYS, book: 'A', lps: ['OANDA'] });
    const unnamed = { book: 'B', lps: null } as const;
    expect(routeFor(order(), by([]), unnamed)).toEqual({ ...NOBODYS, book: 'B', lps: ['YOFX'] });
  });

  it('is what the first matching rule says, whatever the command prefers', () => {
    const rules = [
      rule('late', {}, { position: 9, route: { book: 'A', lps: ['OANDA'], hedgePercent: 0 } }),
      rule('early', { symbols: ['EURUSD'] }, { position: 2 }),
      rule('off', {}, { position: 1, enabled: false }),
    ];
    const preference = { book: 'A', lps: ['OANDA'] } as const;
    expect(routeFor(order(), by(rules), preference)).toEqual({
      book: 'B',
      lps: ['YOFX'],
      hedgePercent: 0n,
      ruleId: 'early',
    });
    const gold = order({ instrument: instrument('XAUUSD') });
    expect(routeFor(gold, by(rules), null)).toEqual({
      book: 'A',
      lps: ['OANDA'],
      hedgePercent: 0n,
      ruleId: 'late',
    });
  });

  it('into our own book says how much of it the house covers', () => {
    const half = rule('half', {}, { route: { book: 'B', lps: null, hedgePercent: 50 } });
    expect(routeFor(order(), by([half]), null)).toMatchObject({ book: 'B', hedgePercent: 50n });
  });

  it('leads the hedge account to its providers, whatever rule or command says', () => {
    const rules = by([rule('all', {}, { route: { book: 'B', lps: null, hedgePercent: 100 } })], 1);
    const preference = { book: 'B', lps: ['OANDA'] } as const;
    expect(routeFor(order(), rules, preference)).toEqual({
      ...NOBODYS,
      book: 'A',
      lps: ['YOFX'],
    });
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
        const route = routeFor(order(), by(all), null);
        const turned = [...all.slice(turn), ...all.slice(0, turn)].toReversed();
        expect(routeFor(order(), by(turned), null)).toEqual(route);
        expect(routeFor(order(), by(all.filter(({ enabled }) => enabled)), null)).toEqual(route);
        const chosen = all.find(({ id }) => id === route.ruleId);
        expect(chosen?.enabled ?? true).toBe(true);
      }),
    );
  });
});
