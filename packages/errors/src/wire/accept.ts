/** Which form of an error a caller wants, by its Accept header. */

import { memo } from '../memo.ts';

export type WireFormat = 'plain' | 'problem' | 'gateway' | 'grpc';

export const MEDIA_TYPE: Readonly<Record<WireFormat, string>> = {
  plain: 'application/json',
  problem: 'application/problem+json',
  gateway: 'application/vnd.projectx+json',
  grpc: 'application/vnd.google.rpc.status+json',
};

const FORMATS = Object.entries(MEDIA_TYPE) as [WireFormat, string][];
const HEADER_MAX = 1_000;
/** Clients repeat their headers; more than a few hundred kinds would be somebody's flood. */
const HEADERS_REMEMBERED = 300;

/**
 * The best of our forms by quality; of equal ones the first named. Whoever names none of ours, or nothing, gets the
 * plain one: an error has to arrive in some form.
 */
export const wireFormatOf = (accept: string | undefined): WireFormat =>
  accept === undefined ? 'plain' : formatNamed(accept.slice(0, HEADER_MAX));

const formatNamed = memo(HEADERS_REMEMBERED, (accept: string): WireFormat => {
  let best: { format: WireFormat; quality: number } = { format: 'plain', quality: 0 };
  for (const part of accept.split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const found = FORMATS.find(([, type]) => type === range);
    const quality = qualityOf(parameters);
    if (found !== undefined && quality > best.quality) best = { format: found[0], quality };
  }
  return best.format;
});

function qualityOf(parameters: readonly string[]): number {
  const text = parameters.find((one) => one.startsWith('q='));
  if (text === undefined) return 1;
  const quality = Number(text.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}
