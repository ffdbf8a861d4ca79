/**
 * What may happen to the bytes of one direction of a link. Several toxics work together, each once; where they stand in a
 * list does not matter.
 */

/** `up`: from the client to the server. `down`: back. */
export type Direction = 'up' | 'down';

export type Toxic =
  /** Bytes come so much later, give or take the jitter, and still in order. */
  | { readonly kind: 'latency'; readonly ms: number; readonly jitterMs?: number }
  | { readonly kind: 'bandwidth'; readonly bytesPerSec: number }
  /** Bytes come in pieces of this size, each in a packet of its own as far as the network lets us. */
  | { readonly kind: 'slice'; readonly bytes: number }
  /** Bytes vanish; the connection stays open. Set for one direction only, it drops just the replies, or the requests. */
  | { readonly kind: 'blackhole' }
  /** The link is reset once so many bytes have passed, counted from its beginning. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Every so-manieth byte has its lowest bit turned. */
  | { readonly kind: 'flip'; readonly everyBytes: number }
  /** The end of the stream comes so much later than it should. */
  | { readonly kind: 'slow-close'; readonly ms: number }
  /** The direction is ended at once and loses what still comes; the other one goes on. */
  | { readonly kind: 'half-close' };

export type ToxicOf<Kind extends Toxic['kind']> = Extract<Toxic, { readonly kind: Kind }>;

export function toxicOf<Kind extends Toxic['kind']>(
  toxics: readonly Toxic[],
  kind: Kind,
): ToxicOf<Kind> | undefined {
  return toxics.find((toxic): toxic is ToxicOf<Kind> => toxic.kind === kind);
}
