import { createConnection } from 'node:net';

/** Longest wait for the answer to one question, in milliseconds. */
const PATIENCE_MS = 2_000;

/**
 * Asks the Redis behind a socket one thing (`PING`, `BGREWRITEAOF`, `SHUTDOWN`) on a connection of its own.
 * Returns the first line of the answer, undefined when nobody answers.
 */
export function askRedis(socketPath: string, command: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = createConnection({ path: socketPath });
    const done = (answer: string | undefined): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => done(undefined));
    socket.on('connect', () => socket.write(`${command}\r\n`));
    socket.on('data', (data) => done(data.toString('utf8').split('\r\n')[0]));
    socket.on('error', () => done(undefined));
    socket.on('close', () => done(undefined));
  });
}
