/** A tab that sleeps for ten minutes while its account is traded. `SLEEP_MS`, `EVERY_MS`. */
import { noBrowser } from '../harness/browser.ts';
import { sleepWhileTrading } from '../harness/sleeping-tabs-run.ts';
import { removeData, startSystem } from '../harness/system.ts';

const sleepMs = Number(process.env['SLEEP_MS'] ?? 600_000);
const everyMs = Number(process.env['EVERY_MS'] ?? 4_000);

if (!noBrowser) {
  const system = await startSystem({ CONSOLE: 'on' });
  try {
    const slept = await sleepWhileTrading(system, { sleepMs, everyMs });
    const run = `tabs asleep for ${sleepMs} ms`;
    process.stdout.write(`${JSON.stringify({ run, ...slept })}\n`);
    if (slept.tabs.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
  } finally {
    await system.stop();
    await removeData(system);
  }
}
