import { createServer } from 'node:net';
import type { Holder } from '../data-folder-lock.js';
import { same } from '../same.js';
import { codeOf, failed, passed, textOf, type Check } from './check.js';
import { listensOn, runsHere } from './own-server.js';

const NAME = { ko: '포트', en: 'port' };
const ANOTHER = { ko: '--port N이나 --listen ADDR로 다른 값을 지정하세요', en: 'Name another with --port N or --listen ADDR' };

const listenOnce = (port: number, host: string): Promise<unknown> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)));
  });

/**
 * Can the web address be listened on right now?
 *
 * @param ownServer the server that may have the port, for a look beside the running product; a start has none
 */
export async function checkPortFree(port: number, listen: string, ownServer?: Holder): Promise<Check> {
  const error = await listenOnce(port, listen);
  if (error === undefined) return passed(NAME, { ko: `${listen}:${port} 사용할 수 있음`, en: `${listen}:${port} is free` });
  if (codeOf(error) === 'EADDRINUSE' && ownServer !== undefined && listensOn(ownServer, port)) return passed(NAME, runsHere(ownServer));
  return explain(port, listen, error);
}

/** Says of a failed try to listen what stood in its way. */
function explain(port: number, listen: string, error: unknown): Check {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return failed(
        NAME,
        { ko: `${port}번 포트를 다른 프로그램이 쓰고 있습니다 (${listen})`, en: `Port ${port} is taken on ${listen}` },
        {
          ko: `그 프로그램을 끝내거나 다른 포트를 지정하세요: npm start -- --port ${port + 1}`,
          en: `Stop what uses it, or name another: npm start -- --port ${port + 1}`,
        },
      );
    case 'EACCES':
      return failed(
        NAME,
        { ko: `이 사용자는 ${port}번 포트를 쓸 수 없습니다`, en: `Port ${port} may not be used by this user` },
        { ko: '1024 이상의 포트를 지정하세요: npm start -- --port 3210', en: 'Name one above 1023: npm start -- --port 3210' },
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return failed(
        NAME,
        { ko: `이 컴퓨터에는 ${listen} 주소가 없습니다`, en: `This machine has no address ${listen}` },
        {
          ko: '--listen 127.0.0.1(이 컴퓨터에서만 접속) 또는 --listen 0.0.0.0(모든 주소)을 쓰세요',
          en: 'Use --listen 127.0.0.1 (this machine only) or --listen 0.0.0.0 (all addresses)',
        },
      );
    default:
      return failed(NAME, same(`${listen}:${port}: ${textOf(error)}`), ANOTHER);
  }
}
