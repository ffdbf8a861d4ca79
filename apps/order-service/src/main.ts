/** The order service as a process: its environment, its data directory, its port, its end. */
import type { AddressInfo } from 'node:net';
import {
  armCrashPoint,
  createLogger,
  openDataDir,
  readServiceToken,
  runMain,
  serveMetrics,
  stopGracefully,
} from '@faultline/service';
import { buildApp } from './app.ts';
import { readConfiguration } from './env.ts';

/** How long the first answer of the LP service may hold back the ready line. */
const INFORMED_WAIT_MS = 5_000;

await runMain(async () => {
  const configuration = readConfiguration(process.env);
  const { dataRoot, host, port, logLevel, serviceTokenFile, errors } = configuration;
  const { metricsPort, drainDelayMs } = configuration;
  armCrashPoint(process.env, dataRoot);
  const log = createLogger('order-service', { level: logLevel, redact: errors.redact });
  const directory = await openDataDir(dataRoot, 'order');
  const serviceToken = configuration.serviceToken ?? readServiceToken(serviceTokenFile);
  const app = await buildApp({ configuration, directory: directory.path, serviceToken, log });
  await app.server.listen({ host, port });
  const metrics = await serveMetrics(app.metrics, { host, port: metricsPort, log });
  stopGracefully(log, [app.close, metrics.close, directory.release], drainDelayMs);
  await Promise.race([
    app.informed,
    new Promise((resolve) => setTimeout(resolve, INFORMED_WAIT_MS).unref()),
  ]);
  const address = app.server.server.address() as AddressInfo;
  return { ready: 'order-service', ports: { http: address.port, metrics: metrics.port } };
});
