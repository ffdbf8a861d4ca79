/** The time, told anew every so often while somebody looks. */
import { useEffect, useState } from 'react';
import { pageNowMs } from '../adapters/clock.ts';

export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => pageNowMs());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(pageNowMs()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
