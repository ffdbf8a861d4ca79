/** Notices as lines of the log, for whoever has nothing else. */
import type { Logger } from '@faultline/service';
import type { Notifier } from '../../mt5/ports.ts';

export const logNotifier = (log: Logger): Notifier => ({
  deliver: async ({ atMs: _atMs, failure, ...notice }) =>
    log.warn({ ...notice, space: failure?.space, mt5Code: failure?.code }, 'mt5 notice'),
});
