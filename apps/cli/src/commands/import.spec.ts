import { eventsAnswerSchema, MAX_BODY_BYTES, wireEventSchema, type WireEvent } from '@tillwatch/contract';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { parseMap } from '../map/read-map.js';
import type { Session } from '../session.js';
import { createTerminal } from '../terminal.js';
import { sendFile, type SendRequest } from './import.js';

const MAP = parseMap(
  'm.yaml',
  'source: { format: csv }\ntime: { column: t, format: epoch-s }\nrowKey: id\nevent: { journey: j, stage: s, outcome: { column: o } }\n',
);

/** A door that keeps the contract: it checks every body, remembers ids and can be told to fail first. */
class Door {
  readonly events = new Map<string, WireEvent>();
  readonly requests: { count: number; key: string | undefined }[] = [];
  readonly failures: { status: number; retryAfter?: string; afterTaking?: boolean }[] = [];
  readonly app: FastifyInstance = Fastify({ bodyLimit: MAX_BODY_BYTES });

  constructor() {
    this.app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      if (bytes.length > MAX_BODY_BYTES) throw new Error('over the limit');
      done(null, JSON.parse(bytes.toString()));
    });
    this.app.post('/v1/events', async (request, reply) => {
      const items = request.body as unknown[];
      this.requests.push({ count: items.length, key: request.headers.authorization });
      const failure = this.failures.shift();
      const answer = failure === undefined || failure.afterTaking === true ? this.take(items) : undefined;
      if (failure === undefined) return reply.status(202).send(answer);
      if (failure.retryAfter !== undefined) reply.header('retry-after', failure.retryAfter);
      return reply.status(failure.status).send({ type: 'about:blank', title: 't', status: failure.status, detail: 'no', code: 'c' });
    });
  }

  take(items: readonly unknown[]): unknown {
    let [accepted, duplicates] = [0, 0];
    const rejected: unknown[] = [];
    items.forEach((item, index) => {
      const event = wireEventSchema.parse(item);
      if (event.outcome === 'abandoned')
        rejected.push({ index, id: event.id, path: 'outcome', code: 'invalid_value', message: 'not here' });
      else if (this.events.has(event.id)) duplicates += 1;
      else accepted += 1;
      if (event.outcome !== 'abandoned') this.events.set(event.id, event);
    });
    return eventsAnswerSchema.parse({ accepted, duplicates, rejected });
  }
}

let door: Door;
let dir: string;
let url: URL;
beforeEach(async () => {
  door = new Door();
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-import-'));
  await door.app.listen({ port: 0, host: '127.0.0.1' });
  url = new URL(`http://127.0.0.1:${(door.app.server.address() as AddressInfo).port}/v1/events`);
});
afterEach(async () => {
  await door.app.close();
  rmSync(dir, { recursive: true });
});

async function run(request: Partial<SendRequest> & { path: string }, interrupted = new AbortController().signal) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let now = 1_800_000_000_000;
  const session: Session = {
    terminal: createTerminal({ stdin: new PassThrough(), stdout, stderr }, 'en'),
    clock: { now: () => now },
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    interrupted,
  };
  const all: SendRequest = {
    map: MAP,
    dataset: 'd',
    set: new Map(),
    url,
    key: 'k',
    batchSize: 1_000,
    json: true,
    rejectsFile: undefined,
    patienceMs: 60_000,
    speed: undefined,
    ...request,
  };
  const status = await sendFile(all, session);
  const read = (stream: PassThrough): string => ((stream.read() as Buffer | null) ?? '').toString();
  return {
    status,
    figures: JSON.parse(read(stdout)) as unknown,
    told: read(stderr).trimEnd().split('\n'),
    elapsed: now - 1_800_000_000_000,
  };
}

const write = (text: string): string => {
  writeFileSync(join(dir, 'data.csv'), text);
  return join(dir, 'data.csv');
};
const rows = (count: number): string => write(`id,t,o\n${Array.from({ length: count }, (_, at) => `${at},1700000000,ok`).join('\n')}\n`);

describe('importing a file', () => {
  it('sends every record once, as history, and says so; again, it changes nothing and says so', async () => {
    const path = rows(2_500);
    const first = await run({ path });
    expect(first).toMatchObject({ status: 0, figures: { rows: 2_500, accepted: 2_500, duplicates: 0, rejected: 0 } });
    expect(door.events.size).toBe(2_500);
    expect(door.events.get('d:17')).toEqual({
      id: 'd:17',
      attempt: 'd:17',
      journey: 'j',
      stage: 's',
      outcome: 'ok',
      occurredAt: '2023-11-14T22:13:20.000Z',
      backfill: true,
    });
    expect(door.requests.map(({ count, key }) => `${count} ${key}`).sort()).toEqual(['1000 Bearer k', '1000 Bearer k', '500 Bearer k']);
    const again = await run({ path });
    expect(again).toMatchObject({ status: 0, figures: { rows: 2_500, accepted: 0, duplicates: 2_500, rejected: 0 } });
    expect(again.told.at(-1)).toBe('everything was there already; nothing has changed');
  });

  it('finds the same purchases when it goes on after a break, or with a longer file', async () => {
    const map = parseMap(
      'm.yaml',
      `source: { format: csv }
time: { column: t, format: epoch-s }
rowKey: id
event: { journey: j, stage: s, outcome: { column: o }, purchase: { same: price, within: 60s } }
`,
    );
    const lines = Array.from({ length: 200 }, (_, at) => `${at},${1_700_000_000 + at * 7},failed,${at % 5}`);
    const text = (count: number): string => ['id,t,o,price', ...lines.slice(0, count)].join('\n');
    await run({ path: write(text(200)), map });
    const purchases = (): string[] => [...door.events.values()].map(({ id, purchase }) => `${id} ${purchase}`).sort();
    const whole = purchases();
    expect(new Set(whole.map((each) => each.split(' ')[1])).size).toBe(5);
    door.events.clear();
    await run({ path: write(text(83)), map });
    door.failures.push({ status: 401 });
    expect(await run({ path: write(text(200)), map, batchSize: 40 })).toMatchObject({ status: 1 });
    expect(door.events.size).toBeLessThan(200);
    expect(await run({ path: write(text(200)), map, batchSize: 40 })).toMatchObject({ status: 0 });
    expect(purchases()).toEqual(whole);
  });

  it('sends again what was not answered, and counts nothing twice', async () => {
    door.failures.push({ status: 503, retryAfter: '2' }, { status: 504, afterTaking: true }, { status: 429, retryAfter: '5' });
    const { status, figures, told, elapsed } = await run({ path: rows(3), batchSize: 1 });
    expect(status).toBe(0);
    expect(figures).toEqual({ rows: 3, accepted: 2, duplicates: 1, rejected: 0 });
    expect(door.events.size).toBe(3);
    expect(elapsed).toBeGreaterThanOrEqual(5_000);
    expect(told.join('\n')).toContain('1 of them in requests sent again after a lost answer');
  });

  it('tells what was not taken with its line, goes on, and ends with status 1', async () => {
    const path = write('id,t,o\n1,1700000000,ok\n2,soon,ok\n3,1700000000,abandoned\n4,1700000000\n5,1700000000,ok\n');
    const rejectsFile = join(dir, 'rejects.ndjson');
    const { status, figures, told } = await run({ path, rejectsFile });
    expect(status).toBe(1);
    expect(figures).toEqual({ rows: 5, accepted: 2, duplicates: 0, rejected: 3 });
    expect(told.slice(0, 3)).toEqual([
      '  line 3: occurredAt: expected a time like epoch-s, found "soon" [invalid_value]',
      '  line 5: expected 3 columns, found 2 [unreadable]',
      '  line 4: outcome: not here [invalid_value]',
    ]);
    const lines = readFileSync(rejectsFile, 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { line: number; row: number }).row)).toEqual([2, 4, 3]);
  });

  it('shows the first twenty rejects and counts the rest', async () => {
    const path = write(`id,t,o\n${Array.from({ length: 30 }, (_, at) => `${at},soon,ok`).join('\n')}\n`);
    const { told } = await run({ path });
    expect(told.filter((line) => line.startsWith('  line '))).toHaveLength(20);
    expect(told).toContain('  … and 10 more (--rejects FILE writes them all)');
  });

  it('ends with status 1 and says how far it came when the key is wrong or nobody is there', async () => {
    door.failures.push({ status: 401 });
    const refused = await run({ path: rows(2) });
    expect(refused).toMatchObject({ status: 1, figures: { rows: 2, accepted: 0, duplicates: 0, rejected: 0 } });
    expect(refused.told).toEqual(
      expect.arrayContaining([expect.stringContaining('the server answered 401'), expect.stringContaining('2 events were not sent')]),
    );
    await door.app.close();
    const nobody = await run({ path: rows(2) });
    expect(nobody.status).toBe(1);
    expect(nobody.told.join('\n')).toMatch(/no answer from 127\.0\.0\.1:\d+ \(ECONNREFUSED\) — gave up after 60 s/);
  });

  it('ends when it is interrupted', async () => {
    const interruption = new AbortController();
    interruption.abort();
    expect((await run({ path: rows(5) }, interruption.signal)).status).toBe(130);
  });

  it('keeps bodies within the contract', async () => {
    const long = 'x'.repeat(900);
    const path = write(`id,t,o,agent\n${Array.from({ length: 6_000 }, (_, at) => `${at},1700000000,ok,${long}`).join('\n')}\n`);
    const map = { ...MAP, event: { ...MAP.event, userAgent: { column: 'agent', unmapped: 'reject' as const } } };
    const { figures } = await run({ path, map, batchSize: 5_000 });
    expect(figures).toMatchObject({ accepted: 6_000 });
    expect(Math.max(...door.requests.map(({ count }) => count))).toBeLessThan(5_000);
  });
});

describe('replaying a file', () => {
  it('moves events to now, at the pace of the file, with names of their own', async () => {
    const path = write('id,t,o\n1,1000,ok\n2,1600,ok\n3,1540,failed\n');
    const { status, figures, elapsed } = await run({ path, speed: 60 });
    expect({ status, figures }).toEqual({ status: 0, figures: { rows: 3, accepted: 3, duplicates: 0, rejected: 0 } });
    expect(elapsed).toBe(10_000);
    const start = 1_800_000_000_000;
    // By id: requests that are under way at once may arrive in any order.
    const sent = [...door.events].map(([id, { occurredAt, backfill }]) => [
      id.replace(/@[a-z0-9]+$/, '@run'),
      Date.parse(occurredAt) - start,
      backfill,
    ]);
    expect(sent.sort()).toEqual([
      ['d:1@run', 0, undefined],
      ['d:2@run', 10_000, undefined],
      ['d:3@run', 9_000, undefined],
    ]);
  });

  it('sends counted records when their span is over', async () => {
    const map = parseMap(
      'm.yaml',
      'source: { format: csv }\ntime: { column: t, format: epoch-s }\ncount: { column: n }\nspan: 1m\nevent: { journey: j, stage: s, outcome: ok }\n',
    );
    const { elapsed } = await run({ path: write('t,n\n1000,5\n1060,7\n'), map, speed: 6 });
    expect(elapsed).toBe(20_000);
    expect([...door.events.values()].map(({ spanMs, count }) => [spanMs, count])).toEqual([
      [10_000, 5],
      [10_000, 7],
    ]);
  });
});
