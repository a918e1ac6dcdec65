import { loadConfig, type AppConfig } from '@tillwatch/config';
import { createLog } from './platform/log.js';
import { startServer } from './start-server.js';
import { tellPeople, tellWhyNot } from './tell-people.js';

let config: AppConfig | undefined;
try {
  config = loadConfig({ args: process.argv.slice(2) });
  const server = await startServer(config, createLog(config.logLevel));
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void (stopping ??= server.stop()));
  tellPeople(server, config);
} catch (error) {
  tellWhyNot(error, config);
  process.exitCode = 1;
}
