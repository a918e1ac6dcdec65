// Stops the Redis that redis-up.mjs started, and removes its folder.
import { once } from 'node:events';
import { rmSync } from 'node:fs';

export default async function redisDown() {
  const running = globalThis.tillwatchTestRedis;
  if (!running) return;
  delete globalThis.tillwatchTestRedis;
  delete process.env.TILLWATCH_TEST_REDIS;
  if (running.child.exitCode === null) {
    // It was let go of so as not to hold up Jest; waiting for its end must, or Node ends first and with it the results.
    running.child.ref();
    running.child.kill('SIGTERM');
    await once(running.child, 'exit');
  }
  rmSync(running.folder, { recursive: true, force: true });
}
