/** The price walk: seeded, so that the same seed always shows the same prices. Points are BigInt. */
import type { Instrument } from './instruments.ts';

export interface Walk {
  readonly instrument: Instrument;
  /** In points. */
  readonly bid: bigint;
  /** State of the random numbers, 32 bits. */
  readonly random: number;
}

/** A bid never leaves this share of its start: 1/50. */
const BAND_DIVISOR = 50n;

/** Each symbol walks on its own, whatever the others do. */
export function startWalk(instrument: Instrument, seed: number): Walk {
  let random = seed | 0;
  for (const letter of instrument.symbol) {
    random = Math.imul(random ^ (letter.codePointAt(0) ?? 0), 0x9e37_79b1);
  }
  return { instrument, bid: instrument.startBid, random };
}

/** The next price: up to half a spread up or down, turned back at the edge of the band. */
export function nextStep(walk: Walk): Walk {
  const { instrument, bid } = walk;
  const { random, value } = draw(walk.random);
  const reach = instrument.spread / 2n > 0n ? instrument.spread / 2n : 1n;
  const move = BigInt(value % (Number(reach) * 2 + 1)) - reach;
  const band = instrument.startBid / BAND_DIVISOR;
  const distance = bid + move - instrument.startBid;
  const outside = distance > band || distance < -band;
  return { instrument, bid: outside ? bid - move : bid + move, random };
}

/** One number of 32 bits, and the state behind it. */
function draw(state: number): { readonly random: number; readonly value: number } {
  const random = (state + 0x6d2b_79f5) | 0;
  let mixed = Math.imul(random ^ (random >>> 15), random | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { random, value: (mixed ^ (mixed >>> 14)) >>> 0 };
}
