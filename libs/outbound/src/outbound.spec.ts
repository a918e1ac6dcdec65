import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { ONLY_PUBLIC, readAllowed } from './address-rules.js';
import { Outbound, type Resolve } from './outbound.js';
import { OutboundError } from './outbound-error.js';

let server: Server;
let port: number;
let heard: string[];

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    heard.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''}`);
    if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${String(port)}/inside` }).end();
    else if (request.url === '/long') response.end('x'.repeat(1_000_000));
    else if (request.url !== '/silent') response.writeHead(429, { 'retry-after': '7' }).end('{"error":"slow down"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A resolver that gives the next of its answers each time it is asked, and tells how often. */
function resolver(...answers: string[][]): Resolve & { asked: number } {
  const resolve = ((_host, done) => {
    const addresses = answers[Math.min(resolve.asked, answers.length - 1)] ?? [];
    resolve.asked += 1;
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as Resolve & { asked: number };
  resolve.asked = 0;
  return resolve;
}

const post = (url: string, timeoutMs = 2_000) => ({
  url,
  method: 'POST' as const,
  headers: { 'content-type': 'text/plain' },
  body: 'hi',
  timeoutMs,
});
const faultIn = async (promise: Promise<unknown>): Promise<string> => {
  const error = await promise.then(
    () => new Error('was sent'),
    (reason: unknown) => reason,
  );
  return error instanceof OutboundError ? error.fault : String(error);
};

describe('what nobody from outside may have us connect to', () => {
  const LITERALS = [
    ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
    ...['100.64.0.1', '192.0.0.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.0.2.1', '203.0.113.9'],
    // Other ways to write 127.0.0.1 and 169.254.169.254.
    ...['2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0x7f.1', '127.0.0.1.', '①②⑦.⓪.⓪.①', '%31%32%37.0.0.1', '2852039166'],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[0:0:0:0:0:ffff:a9fe:a9fe]',
      '[::127.0.0.1]',
      '[fe80::1]',
      '[fc00::1]',
      '[fd12::1]',
    ],
    ...['[fec0::1]', '[ff02::1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::1]', '[2002:7f00:1::]', '[2001:0:1::1]', '[2001:db8::1]', '[100::1]'],
  ];

  it.each(LITERALS)('http://%s/', async (host) => {
    const resolve = resolver(['127.0.0.1']);
    expect(await faultIn(new Outbound(ONLY_PUBLIC, resolve).send(post(`http://${host}:${String(port)}/`)))).toBe('forbidden_address');
    expect(heard).toEqual([]);
  });

  it.each([
    ['a name for this machine', [['127.0.0.1']]],
    ['a name for the metadata of a cloud', [['169.254.169.254']]],
    ['a name with a public and a private address', [['93.184.216.34', '10.0.0.5']]],
    ['a name for an IPv6 address inside', [['fd00::5']]],
    ['a name for a mapped address', [['::ffff:10.0.0.5']]],
  ])('%s', async (_what, answers) => {
    expect(await faultIn(new Outbound(ONLY_PUBLIC, resolver(...answers)).send(post('https://hook.example/')))).toBe('forbidden_address');
  });

  it('localhost, and what the system calls this machine', async () => {
    expect(await faultIn(new Outbound(ONLY_PUBLIC).send(post(`http://localhost:${String(port)}/`)))).toBe('forbidden_address');
    expect(heard).toEqual([]);
  });

  it('a name that changes its mind after it was checked: it is asked once, and the connection made to that answer', async () => {
    const resolve = resolver(['127.0.0.1'], ['10.0.0.5']);
    const answer = await new Outbound(readAllowed(['127.0.0.1']), resolve).send(post(`http://rebinding.example:${String(port)}/hook`));
    expect(answer.status).toBe(429);
    expect(resolve.asked).toBe(1);
    const turned = resolver(['10.0.0.5'], ['127.0.0.1']);
    expect(await faultIn(new Outbound(readAllowed(['127.0.0.1']), turned).send(post(`http://rebinding.example:${String(port)}/`)))).toBe(
      'forbidden_address',
    );
    expect(heard).toEqual([`POST /hook rebinding.example:${String(port)}`]);
  });

  it('what an answer redirects to', async () => {
    const answer = await new Outbound(readAllowed(['127.0.0.1'])).send(post(`http://127.0.0.1:${String(port)}/moved`));
    expect(answer.status).toBe(302);
    expect(heard).toHaveLength(1);
  });

  it.each(['file:///etc/passwd', 'gopher://127.0.0.1/', 'ftp://example.com/', 'javascript:1', '//example.com', 'example.com', ''])(
    'what is no web address: %j',
    async (url) => {
      expect(await faultIn(new Outbound(ONLY_PUBLIC).send(post(url)))).toBe('bad_url');
    },
  );

  it('an address with a password in it, which the message does not repeat', async () => {
    const sent = new Outbound(ONLY_PUBLIC).send(post('https://user:geheim@example.com/secret-path'));
    await expect(sent).rejects.toThrow('example.com: an address with a password in it');
    await expect(sent).rejects.not.toThrow(/geheim|secret-path/);
  });
});

describe('what an installation allows', () => {
  it.each([['127.0.0.1'], ['127.0.0.0/8'], ['inside.example']])('%s', async (allowed) => {
    const outbound = new Outbound(readAllowed([allowed]), resolver(['127.0.0.1']));
    const answer = await outbound.send(post(`http://inside.example:${String(port)}/hook`));
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '7' }, body: '{"error":"slow down"}' });
  });

  it('and nothing beside it', async () => {
    const outbound = new Outbound(readAllowed(['127.0.0.2', '10.0.0.0/8', 'other.example']), resolver(['127.0.0.1']));
    expect(await faultIn(outbound.send(post(`http://inside.example:${String(port)}/`)))).toBe('forbidden_address');
  });

  it.each(['10.0.0.0/33', 'http://a.example', '*', '', '1.2.3'])('refuses what is no address, range or name: %j', (text) => {
    expect(() => readAllowed([text])).toThrow(`${text}: expected an address`);
  });
});

describe('answers that do not come', () => {
  const outbound = new Outbound(readAllowed(['127.0.0.1']));

  it('in time', async () => {
    expect(await faultIn(outbound.send(post(`http://127.0.0.1:${String(port)}/silent`, 100)))).toBe('timeout');
  });

  it('because the other end took the connection and went away', async () => {
    const halfOpen = createTcpServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => halfOpen.listen(0, '127.0.0.1', resolve));
    const address = halfOpen.address() as AddressInfo;
    expect(await faultIn(outbound.send(post(`http://127.0.0.1:${String(address.port)}/`)))).toBe('unreachable');
    halfOpen.close();
  });

  it('because nobody listens, or the name is none', async () => {
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port: free } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await faultIn(outbound.send(post(`http://127.0.0.1:${String(free)}/`)))).toBe('unreachable');
    expect(await faultIn(new Outbound(ONLY_PUBLIC, resolver([])).send(post('https://nobody.example/')))).toBe('unknown_host');
  });

  it('whole: no more of it is read than is needed', async () => {
    expect((await outbound.send(post(`http://127.0.0.1:${String(port)}/long`))).body).toHaveLength(65_536);
  });
});

describe('connections for what is not HTTP', () => {
  const to = (host: string, timeoutMs = 2_000) => ({ host, port, timeoutMs });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '2130706433', '127.1', '0x7f.1', 'localhost', '10.0.0.1'])(
    'are not made to what nobody from outside may reach: %s',
    async (host) => {
      expect(await faultIn(new Outbound(ONLY_PUBLIC).connect(to(host)))).toMatch(/^(?:forbidden_address|unknown_host)$/);
    },
  );

  it('are made to the address that was checked, of a name that is asked once', async () => {
    const resolve = resolver(['127.0.0.1'], ['10.0.0.5']);
    const socket = await new Outbound(readAllowed(['127.0.0.1']), resolve).connect(to('rebinding.example'));
    expect([socket.remoteAddress, socket.remotePort, resolve.asked]).toEqual(['127.0.0.1', port, 1]);
    socket.destroy();
    const two = new Outbound(readAllowed(['127.0.0.1']), resolver(['127.0.0.1', '10.0.0.5']));
    expect(await faultIn(two.connect(to('mail.example')))).toBe('forbidden_address');
  });

  it('end in a fault where nobody listens or the name is none', async () => {
    server.close();
    expect(await faultIn(new Outbound(readAllowed(['127.0.0.1'])).connect(to('127.0.0.1')))).toBe('unreachable');
    expect(await faultIn(new Outbound(ONLY_PUBLIC, resolver([])).connect(to('nobody.example')))).toBe('unknown_host');
    const silent: Resolve = () => undefined;
    expect(await faultIn(new Outbound(ONLY_PUBLIC, silent).connect(to('slow.example', 50)))).toBe('timeout');
  });
});
