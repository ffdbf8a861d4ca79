/** The LP service as a process: reads the environment, starts, says which port it listens on, and stops in order. */
import { armCrashPoint, createLogger, runMain, stopGracefully } from '@faultline/service';
import { startApp } from './app.ts';
import { readSettings } from './env.ts';

await runMain(async () => {
  const settings = readSettings(process.env);
  armCrashPoint(process.env, settings.dataDir);
  const log = createLogger('lp-service', {
    level: settings.logLevel,
    redact: settings.errors.redact,
  });
  // One that still stands by has nothing to close.
  process.on('SIGTERM', leave).on('SIGINT', leave);
  const { port, metricsPort, stopSteps } = await startApp(settings, log, {
    // Its links end with the process, now; whoever starts it again finds it standing by.
    onLost: () => process.exit(1),
  });
  stopGracefully(log, stopSteps);
  process.off('SIGTERM', leave).off('SIGINT', leave);
  return { ready: 'lp-service', ports: { http: port, metrics: metricsPort } };
});

function leave(): void {
  process.exit(0);
}
