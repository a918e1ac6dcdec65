import { lookup, type LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, type LookupFunction, type Socket } from 'node:net';
import { isAddress, isAllowed, type Allowed } from './address-rules.js';
import { OutboundError, type OutboundFault } from './outbound-error.js';

/** What is sent. */
export interface OutboundRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long name, connection and answer may take together, in ms. */
  readonly timeoutMs: number;
}

/** Whom a connection is made to that is not HTTP. */
export interface OutboundPeer {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** How long name and connection may take together, in ms. */
  readonly timeoutMs: number;
}

/** What came back, whatever its status: a redirection is an answer and is not followed. */
export interface OutboundAnswer {
  readonly status: number;
  /** By lower-case name; of several the first. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most {@link MOST_READ} bytes of it, as UTF-8. */
  readonly body: string;
}

/** All addresses of a name, as the system's resolver gives them. */
export type Resolve = (host: string, done: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void;

/** Bytes of an answer that are read: services tell why they refused in less. */
export const MOST_READ = 65_536;

const systemResolve: Resolve = (host, done) =>
  lookup(host, { all: true, verbatim: true }, (error, found) => done(error, error === null ? found : []));

/**
 * Sends HTTP requests, and opens connections, to addresses that people configured, and to nothing inside the house. A name is resolved once; every address
 * it stands for must be allowed, and the connection is made to what was checked, so that a name that changes its mind in
 * between (DNS rebinding) changes nothing. Redirections are not followed, and proxies of the environment not used.
 */
export class Outbound {
  constructor(
    private readonly allowed: Allowed,
    private readonly resolve: Resolve = systemResolve,
  ) {}

  /** @throws OutboundError where there is no answer */
  async send(asked: OutboundRequest): Promise<OutboundAnswer> {
    const url = this.checked(asked.url);
    const signal = AbortSignal.timeout(asked.timeoutMs);
    try {
      return await this.exchange(url, asked, signal);
    } catch (error) {
      throw error instanceof OutboundError ? error : faultOf(error, signal.aborted, url.host);
    }
  }

  /**
   * Opens a connection that whoever speaks another protocol than HTTP goes on with; whoever asked closes it.
   *
   * @throws OutboundError where there is none
   */
  async connect({ host, port, timeoutMs }: OutboundPeer): Promise<Socket> {
    if (isAddress(host) && !isAllowed(host, host, this.allowed)) throw forbidden(host);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await new Promise<Socket>((resolve, reject) => {
        const socket = connect({ host, port, lookup: this.lookupFor(host, host) });
        const late = (): void => void socket.destroy(new Error('no connection in time'));
        signal.addEventListener('abort', late, { once: true });
        socket.once('error', reject);
        socket.once('connect', () => {
          signal.removeEventListener('abort', late);
          socket.off('error', reject);
          resolve(socket);
        });
      });
    } catch (error) {
      throw error instanceof OutboundError ? error : faultOf(error, signal.aborted, host);
    }
  }

  /** The address, where it may be asked at all. */
  private checked(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !['http:', 'https:'].includes(url.protocol)) throw new OutboundError('bad_url', 'no http or https address');
    if (url.username !== '' || url.password !== '') throw new OutboundError('bad_url', `${url.host}: an address with a password in it`);
    const host = hostOf(url);
    // Resolvers are not asked about addresses, so these are checked here.
    if (isAddress(host) && !isAllowed(host, host, this.allowed)) throw forbidden(url.host);
    return url;
  }

  private exchange(url: URL, { method, headers, body, timeoutMs }: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> {
    const isSecure = url.protocol === 'https:';
    const lookupChecked = this.lookupFor(hostOf(url), url.host);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    // A connection of its own: one that is kept alive was checked for another moment.
    const options: RequestOptions = {
      method,
      headers: { ...headers, ...length },
      lookup: lookupChecked,
      agent: false,
      signal,
      timeout: timeoutMs,
    };
    return new Promise((resolve, reject) => {
      const request = (isSecure ? httpsRequest : httpRequest)(url, options, (answer) => {
        readAnswer(answer).then(resolve, reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  /** Looks a name up for a connection: all of its addresses, if every one of them is allowed. */
  private lookupFor(host: string, shown: string): LookupFunction {
    return (_name, options, done) => {
      this.resolve(host, (error, addresses) => {
        const [first] = addresses;
        if (error !== null || first === undefined) {
          done(new OutboundError('unknown_host', `${shown}: no such name`, { cause: error ?? undefined }), '');
          return;
        }
        if (!addresses.every(({ address }) => isAllowed(address, host, this.allowed))) done(forbidden(shown), '');
        else if (options.all === true) done(null, [...addresses]);
        else done(null, first.address, first.family);
      });
    };
  }
}

/** The host of an address, IPv6 without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function forbidden(host: string): OutboundError {
  return new OutboundError('forbidden_address', `${host} is not on the public internet and not among the addresses that are allowed`);
}

async function readAnswer(answer: IncomingMessage): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, MOST_READ - size));
    size += chunk.length;
    if (size >= MOST_READ) break;
  }
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? (value[0] ?? '') : (value ?? '')]);
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

const CERTIFICATE = /^(?:CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

function faultOf(error: unknown, isLate: boolean, host: string): OutboundError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const [fault, what]: [OutboundFault, string] = isLate
    ? ['timeout', 'no answer in time']
    : CERTIFICATE.test(code)
      ? ['bad_certificate', `its certificate is not trusted (${code})`]
      : ['unreachable', `no connection${code === '' ? '' : ` (${code})`}`];
  return new OutboundError(fault, `${host}: ${what}`, { cause: error });
}
