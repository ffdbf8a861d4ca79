/** Who imports whom. It proves that it looked, then that it bites, then that all is well. */
import { describe, expect, it } from 'vitest';
import { crossesSlices, RULES, violationsOf } from './rules.ts';
import { type Import, imports, sources } from './sources.ts';

/** For each rule one import that it must refuse. */
const PLANTED: readonly Import[] = [
  { from: 'packages/errors/src/x.ts', to: 'zod' },
  { from: 'packages/domain/src/margin/x.ts', to: 'node:fs' },
  { from: 'packages/fix/src/session/x.ts', to: 'node:net' },
  { from: 'packages/fix/node/x.ts', to: '@faultline/domain' },
  { from: 'packages/contract/src/x.ts', to: 'fastify' },
  { from: 'packages/client/src/x.ts', to: 'zod' },
  { from: 'packages/client/src/react/x.ts', to: 'zod' },
  { from: 'packages/client/src/x.ts', to: 'react' },
  { from: 'packages/service/src/x.ts', to: '@faultline/domain' },
  { from: 'packages/testkit/src/x.ts', to: '@faultline/domain' },
  { from: 'packages/service/src/x.ts', to: 'apps/order-service/src/app.ts' },
  { from: 'apps/order-service/src/orders/x.ts', to: 'apps/lp-service/src/app.ts' },
  { from: 'apps/lp-service/src/execution/x.ts', to: '@faultline/order-service' },
  { from: 'apps/lp-simulator/src/book/x.ts', to: 'apps/lp-service/src/app.ts' },
  { from: 'apps/lp-service/src/execution/x.ts', to: '@faultline/domain' },
  { from: 'apps/order-service/src/orders/x.ts', to: 'node:sqlite' },
];

describe('the architecture', () => {
  it('is read from the repository, so that silence means obedience', () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(imports.length).toBeGreaterThan(400);
    const idle = RULES.filter(({ files }) => !imports.some(({ from }) => files.test(from)));
    expect(idle.map(({ because }) => because)).toEqual([]);
  });

  it.each(RULES)('notices a forbidden import, so that it is known to bite: $because', (rule) => {
    expect(violationsOf(rule, PLANTED).length).toBeGreaterThan(0);
  });

  it.each(RULES)('$because', (rule) => {
    expect(violationsOf(rule, imports)).toEqual([]);
  });

  it('lets no slice of the order service import another', () => {
    const planted = {
      from: 'apps/order-service/src/orders/x.ts',
      to: 'apps/order-service/src/positions/close-position.ts',
    };
    expect(crossesSlices(planted)).toBe(true);
    expect(imports.filter(crossesSlices)).toEqual([]);
  });
});
