import { createServer } from 'node:net';
import { codeOf, failed, passed, textOf, type Check } from './check.js';

const listenOnce = (port: number, host: string): Promise<unknown> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });

/** Can the web address be listened on right now? */
export async function checkPortFree(port: number, listen: string): Promise<Check> {
  const error = await listenOnce(port, listen);
  const where = `${listen}:${port}`;
  switch (error === undefined ? undefined : codeOf(error)) {
    case undefined:
      return error === undefined ? passed('port', `${where} is free`) : failed('port', textOf(error), 'Name another with --port N');
    case 'EADDRINUSE':
      return failed('port', `Port ${port} is taken on ${listen}`, `Stop what uses it, or name another: npm start -- --port ${port + 1}`);
    case 'EACCES':
      return failed('port', `Port ${port} may not be used by this user`, 'Name one above 1023: npm start -- --port 3210');
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return failed(
        'port',
        `This machine has no address ${listen}`,
        'Use --listen 127.0.0.1 (this machine only) or --listen 0.0.0.0 (all addresses)',
      );
    default:
      return failed('port', `${where}: ${textOf(error)}`, 'Name another with --port N or --listen ADDR');
  }
}
