/** The ticket's text and the order that it means. */
import { describe, expect, it } from 'vitest';
import { commonOf, deviationOf, emptyDraft, previewOf, validityOf } from './draft.ts';

const DRAFT = { ...emptyDraft('EURUSD'), volume: '0,25' };

describe('a draft', () => {
  it('asks for no preview while the volume, or a price that its type needs, is missing', () => {
    expect(previewOf({ ...DRAFT, volume: '' }, 1)).toBeNull();
    expect(previewOf({ ...DRAFT, type: 'LIMIT' }, 1)).toBeNull();
    expect(previewOf({ ...DRAFT, type: 'STOP_LIMIT', price: '1.1' }, 1)).toBeNull();
  });

  it('names each price as its type of order does, and only those that it has', () => {
    const typed = { ...DRAFT, price: '1.1', triggerPrice: '1.2', tp: '1.3' };
    expect(previewOf(typed, 1)).toEqual({
      accountId: 1,
      symbol: 'EURUSD',
      side: 'BUY',
      type: 'MARKET',
      volume: 0.25,
      tp: 1.3,
    });
    expect(previewOf({ ...typed, type: 'LIMIT' }, 1)).toMatchObject({ price: 1.1 });
    expect(previewOf({ ...typed, type: 'STOP' }, 1)).toMatchObject({ triggerPrice: 1.2 });
    expect(previewOf({ ...typed, type: 'STOP_LIMIT' }, 1)).toMatchObject({
      triggerPrice: 1.2,
      limitPrice: 1.1,
    });
  });

  it('leaves out what is not set', () => {
    expect(commonOf(DRAFT, 3)).toEqual({
      accountId: 3,
      symbol: 'EURUSD',
      side: 'BUY',
      volume: 0.25,
    });
    expect(deviationOf(DRAFT)).toEqual({});
    expect(deviationOf({ ...DRAFT, maxDeviation: '5' })).toEqual({ maxDeviation: 5 });
  });

  it('sends its expiry only when it waits until one', () => {
    const expiresAt = '2026-12-01T10:00';
    expect(validityOf({ ...DRAFT, expiresAt })).toEqual({ tif: 'GTC' });
    expect(validityOf({ ...DRAFT, tif: 'GTD', expiresAt })).toEqual({
      tif: 'GTD',
      expiresAt: new Date(expiresAt).toISOString(),
    });
  });
});
