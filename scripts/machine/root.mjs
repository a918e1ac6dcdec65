// Where things are in a checkout.
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Programs fetched for this checkout; belongs to it as node_modules does, whatever data folder a start is given. */
export const redisFolder = join(root, '.data/redis-bin');

/** The built programs. */
export const programs = {
  server: join(root, 'dist/node/apps/server/src/main.js'),
  cli: join(root, 'dist/node/apps/cli/src/main.js'),
  simulator: join(root, 'dist/node/apps/simulator/src/main.js'),
};
