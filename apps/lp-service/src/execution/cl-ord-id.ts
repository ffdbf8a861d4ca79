/** The name of an order towards a provider. Pure. */
import { createHash } from 'node:crypto';

const LENGTH_MAX = 20;
const PLAIN = /^[A-Za-z0-9_-]+$/;
/** An order goes to one provider once; another leg would be another name. */
const LEG = '-1';

/**
 * ClOrdID(11): a pure function of the order id, at most 20 characters, so that a restart finds the same name.
 *
 * An id that is too long or holds other characters is named by its hash; the point keeps the two kinds apart.
 */
export function clOrdIdOf(orderId: string): string {
  const plain = orderId + LEG;
  if (plain.length <= LENGTH_MAX && PLAIN.test(plain)) return plain;
  const hash = createHash('sha256').update(orderId).digest('base64url');
  return `.${hash.slice(0, LENGTH_MAX - 1 - LEG.length)}${LEG}`;
}
