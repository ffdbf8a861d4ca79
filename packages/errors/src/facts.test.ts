/** Rows under their other names, in metrics and in alerts. */
import { describe, expect, it } from 'vitest';
import { type AnyCode, clientCatalogue } from './catalogue/index.ts';
import { alertOf, codeNamed, metricLabelOf, sinceOf } from './facts.ts';

describe('a row', () => {
  const codes = Object.keys(clientCatalogue) as AnyCode[];

  it('has a metric label of its own, fit for Prometheus', () => {
    const labels = codes.map(metricLabelOf);
    expect(new Set(labels).size).toBe(codes.length);
    for (const label of labels) expect(label).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it('wakes somebody up only for what cannot wait', () => {
    expect(codes.filter((code) => alertOf(code) === 'page').toSorted()).toEqual([
      'DATABASE_ERROR',
      'INTERNAL_ERROR',
      'LP_NOT_CONNECTED',
      'LP_TIMEOUT',
    ]);
  });

  it('is found by its name and by the names of other clients, and by no inherited one', () => {
    expect(codeNamed('MARKET_CLOSED')).toBe('MARKET_CLOSED');
    expect(codeNamed('CONNECTION_ERROR')).toBe('NETWORK_ERROR');
    expect(codeNamed('UNKNOWN')).toBe('UNKNOWN_ERROR');
    expect(codeNamed('toString')).toBeNull();
    expect(sinceOf('MARKET_CLOSED')).toBe('0.1.0');
  });
});
