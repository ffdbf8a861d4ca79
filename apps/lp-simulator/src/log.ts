/** Log lines: one JSON object each. Times and the sink come from outside. */
import type { Log } from '@faultline/fix/node';
import type { LogLevel } from './env.ts';

const RANK: Readonly<Record<LogLevel, number>> = { info: 0, warn: 1, error: 2, silent: 3 };

/** @param write - takes one line, without its end */
export function createLog(least: LogLevel, now: () => number, write: (line: string) => void): Log {
  const at =
    (level: 'info' | 'warn' | 'error') => (fields: Record<string, unknown>, msg: string) => {
      if (RANK[level] < RANK[least]) return;
      const time = new Date(now()).toISOString();
      write(JSON.stringify({ level, time, service: 'lp-simulator', msg, ...plain(fields) }));
    };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

/** Errors have no fields of their own that JSON would show. */
function plain(fields: Record<string, unknown>): Record<string, unknown> {
  const shown = Object.entries(fields).map(([name, value]): [string, unknown] => [
    name,
    value instanceof Error ? { message: value.message, stack: value.stack } : value,
  ]);
  return Object.fromEntries<unknown>(shown);
}
