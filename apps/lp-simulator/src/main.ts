/** The simulator as a process: reads the environment, opens the book, says where it is, and stops in order. */
import { createLogger, runMain, stopGracefully } from '@faultline/service';
import { openApp } from './app.ts';
import { readEnv } from './env.ts';

await runMain(async () => {
  const env = readEnv(process.env);
  const log = createLogger('lp-simulator', { level: env.logLevel });
  const app = await openApp({
    env,
    log,
    fatal: (error) => {
      log.fatal({ err: error }, 'memory and disk disagree');
      process.exit(1);
    },
  });
  stopGracefully(log, [async () => app.close()]);
  return { ready: 'lp-simulator', ports: { fix: app.fixPort, control: app.controlPort } };
});
