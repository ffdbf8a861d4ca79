/** The name of an order towards a provider. Pure. */
import { createHash } from 'node:crypto';

const LENGTH_MAX = 20;
const PLAIN = /^[A-Za-z0-9_-]+$/;

/** Which of an order's messages is named. */
export interface Named {
  /** Which provider in a row has the order, from 1. */
  readonly leg: number;
  /** Which cancel or replace of it this is, from 1; 0 for the order itself. */
  readonly request?: number;
}

/**
 * ClOrdID(11): a pure function of the order id, the leg and the request, at most 20 characters, so that a restart finds the
 * same name.
 *
 * An id that is too long or holds other characters is named by its hash; the point keeps the two kinds apart.
 */
export function clOrdIdOf(orderId: string, { leg, request = 0 }: Named): string {
  const suffix = request === 0 ? `-${leg}` : `-${leg}r${request}`;
  const plain = orderId + suffix;
  if (plain.length <= LENGTH_MAX && PLAIN.test(plain)) return plain;
  const hash = createHash('sha256').update(orderId).digest('base64url');
  return `.${hash.slice(0, LENGTH_MAX - 1 - suffix.length)}${suffix}`;
}

const NAMED = /^([A-Za-z0-9_-]+)-\d+(?:r\d+)?$/;

/** The order that a name of ours means; `null` for one that was hashed, or is not ours. */
export const orderIdOf = (clOrdId: string): string | null => NAMED.exec(clOrdId)?.[1] ?? null;
