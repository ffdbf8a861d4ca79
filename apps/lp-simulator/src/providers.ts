/** The liquidity providers that are simulated, and the FIX sessions of each. */

type SessionKind = 'orders' | 'quotes';

export interface ProviderSession {
  /** Also the counterparty's CompID. */
  readonly id: string;
  readonly lp: string;
  readonly kind: SessionKind;
}

export const PROVIDER_SESSIONS: readonly ProviderSession[] = [
  { id: 'YOFX1', lp: 'YOFX', kind: 'orders' },
  { id: 'YOFX2', lp: 'YOFX', kind: 'quotes' },
  { id: 'OANDA1', lp: 'OANDA', kind: 'orders' },
  { id: 'OANDA2', lp: 'OANDA', kind: 'quotes' },
];

export function providerSession(id: string): ProviderSession | undefined {
  return PROVIDER_SESSIONS.find((session) => session.id === id);
}
