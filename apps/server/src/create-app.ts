import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createFastifyAdapter } from './http/fastify-adapter.js';
import { NestLog } from './platform/log.js';
import type { Platform } from './platform/platform.module.js';
import { ServerModule } from './server.module.js';

/** The server as an application that does not listen yet. */
export async function createApp(platform: Platform): Promise<NestFastifyApplication> {
  const logger = new NestLog(platform.log);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest types its options as a class and takes a plain object
  const app = await NestFactory.create<NestFastifyApplication>(ServerModule.on(platform), createFastifyAdapter(), {
    bodyParser: false,
    logger,
    abortOnError: false,
  });
  app.useWebSocketAdapter(new IoAdapter(app));
  return app;
}
