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
  const { port, metricsPort, stopSteps } = await startApp(settings, log);
  stopGracefully(log, stopSteps);
  return { ready: 'lp-service', ports: { http: port, metrics: metricsPort } };
});
