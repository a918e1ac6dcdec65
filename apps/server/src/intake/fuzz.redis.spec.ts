import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { problemSchema } from '@tillwatch/contract';
import fc from 'fast-check';
import { eventAt, openServer, type TestServer } from '../../test/open-server.js';

let server: TestServer;
let key: string;

beforeAll(async () => {
  server = await openServer();
  key = await server.key();
});
afterAll(() => server.close());

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Real HTTP: what a header may hold is what Node's client lets out. */
function post(headers: Record<string, string>, body: Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = httpRequest(`${server.url}/v1/events`, { method: 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', body: Buffer.concat(parts).toString() }),
      );
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Bytes as they are, as nobody's client would send them; resolves with all that came back. */
function raw(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
  });
}

const expectHarmless = ({ status, type, body }: Answer): void => {
  expect({ status, body: body.slice(0, 300), fine: status === 202 || (status >= 400 && status < 500) }).toMatchObject({ fine: true });
  if (status === 202) return;
  expect(type).toContain('application/problem+json');
  expect(problemSchema.parse(JSON.parse(body)).status).toBe(status);
};

const headerValue = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 });
const contentType = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'application/json',
      'application/x-ndjson',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
    ),
  },
  { weight: 1, arbitrary: headerValue },
);
const strange = fc.oneof(fc.anything(), fc.jsonValue());
const fields = [
  'id',
  'journey',
  'stage',
  'attempt',
  'outcome',
  'occurredAt',
  'dimensions',
  'userAgent',
  'error',
  'amount',
  'count',
  'spanMs',
  'backfill',
  '__proto__',
  'constructor',
];
const event = fc.dictionary(fc.constantFrom(...fields), strange, { maxKeys: 4 }).map((more) => ({ ...eventAt(Date.now()), ...more }));

function asText(value: unknown): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
  } catch {
    return '[[[';
  }
}

const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.json().map((text) => Buffer.from(text)),
  fc.array(event, { maxLength: 5 }).map((events) => Buffer.from(asText(events))),
  fc.array(event, { maxLength: 5 }).map((events) => Buffer.from(events.map(asText).join('\n'))),
  fc.array(event, { maxLength: 3 }).map((events) => gzipSync(asText(events))),
);

describe('POST /v1/events, whatever is sent', () => {
  it('never answers 5xx: it takes events or says in a problem document why not', async () => {
    const names = fc.constantFrom(
      'content-encoding',
      'accept-language',
      'accept',
      'x-forwarded-for',
      'cookie',
      'origin',
      'expect',
      'if-none-match',
      'x-own',
    );
    const more = fc.dictionary(names, fc.oneof(headerValue, fc.constantFrom('gzip', 'br', 'identity', '100-continue')), { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(contentType, more, body, async (type, headers, bytes) => {
        expectHarmless(await post({ ...headers, 'content-type': type, authorization: `Bearer ${key}` }, bytes));
      }),
      { numRuns: 400 },
    );
  });

  it('never answers 5xx to strange credentials', async () => {
    await fc.assert(
      fc.asyncProperty(headerValue, async (value) => {
        expectHarmless(await post({ authorization: value, 'content-type': 'application/json' }, Buffer.from('{}')));
      }),
      { numRuns: 100 },
    );
  });

  it('never answers 5xx to bytes that are no HTTP, and stays alive', async () => {
    const line = fc.constantFrom(
      'POST /v1/events HTTP/1.1',
      'POST /v1/events?%zz HTTP/1.1',
      'POST /%zz HTTP/1.1',
      'BREW / HTTP/1.1',
      'GET * HTTP/1.1',
      'POST //v1//events HTTP/1.0',
    );
    const requests = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc
        .tuple(line, fc.array(headerValue, { maxLength: 4 }), fc.uint8Array({ maxLength: 50 }))
        .map(([first, headers, end]) =>
          Buffer.concat([Buffer.from(`${[first, 'Host: localhost', ...headers].join('\r\n')}\r\n\r\n`), end]),
        ),
    );
    await fc.assert(
      fc.asyncProperty(requests, async (bytes) => {
        expect(/^HTTP\/1\.1 5/m.test(await raw(bytes))).toBe(false);
      }),
      { numRuns: 150 },
    );
    expect(
      (
        await post(
          { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          Buffer.from(JSON.stringify(eventAt(server.clock.ms))),
        )
      ).status,
    ).toBe(202);
  });

  it('logged nothing as a failure', () => {
    expect(server.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
  });
});
