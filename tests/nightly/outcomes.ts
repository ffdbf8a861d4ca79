/** The same outcomes with the times that are promised: a fill half a minute late, and how long each end took. */
import { OutcomeRun } from '../harness/outcome-run.ts';
import { removeData, startSystem } from '../harness/system.ts';

const ORDER_TIMEOUT_MS = 1_000;
/** A line that is back sooner would answer the caller in time. */
const RECONNECT_MS = 3_000;
const LATE_MS = 30_000;
const REFUSED_WITHIN_MS = 50;
const FOUND_WITHIN_MS = 10_000;

const system = await startSystem({
  ORDER_TIMEOUT_MS: String(ORDER_TIMEOUT_MS),
  RECONNECT_INITIAL_MS: String(RECONNECT_MS),
});
try {
  const run = await OutcomeRun.on(system);
  const tell = (name: string, good: boolean, found: object): void => {
    process.stdout.write(`${JSON.stringify({ run: name, good, ...found })}\n`);
    if (!good) process.exitCode = 1;
  };
  const down = await run.bothDown();
  const isFree = down.marginMoved === 0 && down.sent === 0;
  tell('both providers away', isFree && down.slowestMs < REFUSED_WITHIN_MS, down);
  const late = await run.lateFill(LATE_MS, ORDER_TIMEOUT_MS);
  tell(`a fill ${LATE_MS} ms late`, late.deals === 1 && late.replay === 200, late);
  const cut = await run.cutBeforeReport();
  tell('a fill without its report', cut.deals === 1 && cut.endedAfterMs < FOUND_WITHIN_MS, cut);
  const never = await run.neverGot();
  tell('an order that never arrived', never.status === 'REJECTED' && never.tiedUp === 0, never);
} finally {
  await system.stop();
  await removeData(system);
}
