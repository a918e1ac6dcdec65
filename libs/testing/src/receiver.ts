import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver heard. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver does with a request; nothing is answered where it leaves the response alone. */
export type Answers = (response: ServerResponse, heard: Heard, n: number) => void;

/** How a receiver behaves; `nonsense` is an answer of something else that stands in its place. */
export type Behaviour = 'takes' | 'busy' | 'trouble' | 'silent' | 'cuts' | 'refuses' | 'nonsense';

/** Answers of that behaviour over HTTP; `taken` is the service's own. */
export function behaving(behaviour: Behaviour, taken: Answers): Answers {
  const status = (code: number, headers: Record<string, string>, body: string): Answers => {
    return (response) => void response.writeHead(code, headers).end(body);
  };
  const all: Readonly<Record<Behaviour, Answers>> = {
    ...{ takes: taken, busy: status(429, { 'retry-after': '7' }, 'slow down'), trouble: status(503, {}, 'down') },
    ...{ silent: () => undefined, cuts: (response) => void response.destroy(), refuses: status(401, {}, 'who are you') },
    nonsense: status(200, { 'content-type': 'text/html' }, '<html>Please log in</html>'),
  };
  return all[behaviour];
}

const TAKES: Answers = (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');

/** A real HTTP server in the place of a service, that does what a spec wants. */
export class Receiver {
  readonly heard: Heard[] = [];
  answers: Answers = TAKES;
  private readonly server: Server;
  private readonly waiters: { readonly many: number; readonly done: () => void }[] = [];

  constructor() {
    this.server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        const heard = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
        this.heard.push(heard);
        this.answers(response, heard, this.heard.length);
        for (const { many, done } of this.waiters) if (this.heard.length >= many) done();
      });
    });
  }

  /** @returns its address, without a slash at the end */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  /** Takes everything from now on. */
  heal(): void {
    this.answers = TAKES;
  }

  /** Resolves once it has heard so many requests. */
  async has(many: number): Promise<void> {
    if (this.heard.length >= many) return;
    await new Promise<void>((done) => this.waiters.push({ many, done }));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
