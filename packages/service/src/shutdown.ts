/** Stops a process in order: the first signal lets work finish, the second or the deadline ends it at once. */
import closeWithGrace from 'close-with-grace';
import { crashPoint } from './crash-point.ts';
import type { Logger } from './log/logger.ts';

const GRACE_MS = 10_000;

/**
 * @param steps - What to close, in order; each is awaited. A step that fails is logged and the next one still runs.
 * @param extraMs - What the steps wait on purpose, beside their work.
 */
export function stopGracefully(
  log: Logger,
  steps: readonly (() => Promise<unknown>)[],
  extraMs = 0,
): void {
  closeWithGrace({ delay: GRACE_MS + extraMs, logger: false }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'process crashed');
    else log.info({ signal }, 'shutdown requested');
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        log.error({ err: error }, 'shutdown step failed');
      }
      crashPoint('mid-shutdown');
    }
    log.info('shutdown finished');
  });
}
