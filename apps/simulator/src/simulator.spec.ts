import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { wireEventSchema, type WireEvent } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import { createShop, DEMO_RHYTHM_DEPTH, generate, HEALTHY } from '@tillwatch/scenarios';
import type { Options } from './options.js';
import { Locked } from './sender.js';
import { Simulator } from './simulator.js';

const MINUTE = 60_000;

/** A door over real HTTP: remembers ids as the product does, and answers otherwise when told to. */
class TestDoor {
  readonly events = new Map<string, WireEvent>();
  readonly faults: string[] = [];
  ready = true;
  requests = 0;
  duplicates = 0;
  /** Events that are no history. */
  live = 0;
  /** Minutes in which somebody opened the order form. */
  private readonly opened = new Set<number>();
  /** Answers to give instead of taking events; each is used once. */
  readonly instead: { status: number; retryAfter?: string }[] = [];
  private readonly server: Server = createServer((request, answer) => void this.serve(request, answer));

  async open(): Promise<URL> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return new URL(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async serve(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, body, retryAfter } = this.answer(request, Buffer.concat(chunks));
    answer.writeHead(status, { 'content-type': 'application/json', ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) });
    answer.end(JSON.stringify(body));
  }

  private answer({ url = '', headers }: IncomingMessage, content: Buffer): { status: number; body: unknown; retryAfter?: string } {
    if (url === '/readyz') return { status: this.ready ? 200 : 503, body: {} };
    // As on a machine of one's own: a key that may only send reads nothing, nobody reads everything.
    if (url.startsWith('/v1/series?') && headers.authorization !== undefined) return { status: 403, body: {} };
    if (url.startsWith('/v1/series?')) return { status: 200, body: this.series(new URL(url, 'http://x').searchParams) };
    if (headers.authorization !== 'Bearer good') return { status: 401, body: {} };
    const instead = this.instead.shift();
    return instead === undefined ? { status: 202, body: this.take(gunzipSync(content).toString()) } : { ...instead, body: {} };
  }

  private take(body: string): unknown {
    this.requests += 1;
    let duplicates = 0;
    const lines = body.split('\n');
    for (const line of lines) {
      const event = wireEventSchema.safeParse(JSON.parse(line));
      if (event.success && !this.events.has(event.data.id)) this.count(event.data);
      if (!event.success) this.faults.push(event.error.message);
      else if (this.events.has(event.data.id)) duplicates += 1;
      else this.events.set(event.data.id, event.data);
    }
    this.duplicates += duplicates;
    return { accepted: lines.length - duplicates, duplicates, rejected: [] };
  }

  private count({ backfill, stage, occurredAt }: WireEvent): void {
    if (backfill !== true) this.live += 1;
    if (stage === 'opened') this.opened.add(Math.floor(Date.parse(occurredAt) / MINUTE));
  }

  private series(query: URLSearchParams): unknown {
    const [from = '', to = ''] = [query.get('from'), query.get('to')].map((time) => time ?? '');
    const stepMs = query.get('step') === '1m' ? MINUTE : 60 * MINUTE;
    const points = [];
    const counts = { total: 0, failed: 0, system: 0, declined: 0, unknown: 0, abandoned: 0, stalled: 0, rate: null, low: null, high: null };
    for (let at = Date.parse(from); at < Date.parse(to); at += stepMs) {
      const started = [...this.opened].filter((minute) => minute * MINUTE >= at && minute * MINUTE < at + stepMs).length;
      points.push({ at: new Date(at).toISOString(), complete: true, started, ...counts });
    }
    const definition = { id: 'd', version: 1 };
    const range = { journey: 'checkout', stage: 'opened', from, to, step: query.get('step'), complete: true, watermark: to, definition };
    return { ...range, groups: [{ segment: {}, points }] };
  }
}

/** Waits until `condition` holds. */
async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1_500) throw new Error('waited for 15 s in vain');
    await sleep(10);
  }
}

describe('the simulator', () => {
  let door: TestDoor;
  let ending: AbortController;
  let said: LocalisedText[];
  let running: Promise<unknown>;

  const start = async (more: Partial<Options> = {}, key = 'good'): Promise<void> => {
    const to = await door.open();
    const options = { to, key, scenario: HEALTHY, rate: 200, seed: 'spec', speed: 1, history: 0, rates: false, ...more };
    await go(options, key);
  };
  const go = async (options: Options, key = 'good'): Promise<void> => {
    const wait = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined);
    const around = { clock: { now: () => Date.now() }, wait, say: (text: LocalisedText) => void said.push(text), signal: ending.signal };
    running = new Simulator(options, key, around).run().catch((error: unknown) => error);
    await Promise.resolve();
  };

  beforeEach(() => {
    door = new TestDoor();
    ending = new AbortController();
    said = [];
    running = Promise.resolve();
  });
  afterEach(async () => {
    ending.abort();
    await running;
    await door.close();
  });

  it('sends live events that the contract accepts, each once, none from the future', async () => {
    await start();
    await until(() => door.events.size > 150);
    expect(door.faults).toEqual([]);
    expect(door.duplicates).toBe(0);
    const now = Date.now();
    const ages = [...door.events.values()].map(({ occurredAt }) => now - Date.parse(occurredAt));
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ages)).toBeLessThan(MINUTE);
  });

  it('waits until the server is ready', async () => {
    door.ready = false;
    await start();
    await sleep(300);
    expect(door.requests).toBe(0);
    door.ready = true;
    await until(() => door.events.size > 0);
  });

  it('sends again what a busy server turned away, and loses nothing', async () => {
    door.instead.push({ status: 503, retryAfter: '1' }, { status: 429, retryAfter: '0' });
    await start();
    await until(() => said.some(({ en }) => en.includes('plays')));
    const playing = Date.now();
    await until(() => door.events.size > 150 && said.some(({ en }) => en.includes('again')));
    expect(said.map(({ en }) => en).filter((en) => /keeping them|again/.test(en))).toEqual([
      'demo shop: the server does not take events, keeping them (503 Service Unavailable)',
      'demo shop: the server takes events again',
    ]);
    const range = { from: playing, to: playing + 2_000, seed: 'spec', eventsPerSecond: 200 };
    const sent = [...generate(createShop({ rhythmDepth: DEMO_RHYTHM_DEPTH }), HEALTHY, range)].map(({ event }) => event.id);
    expect(sent.length).toBeGreaterThan(50);
    await until(() => sent.every((id) => door.events.has(id)));
  });

  it('ends when the key opens no door', async () => {
    await start({}, 'bad');
    expect(await running).toBeInstanceOf(Locked);
  });

  it('stops at once when told to', async () => {
    await start();
    await until(() => door.requests > 1);
    ending.abort();
    expect(await running).toBeUndefined();
  });

  it('brings the past along without a hole, and not twice', async () => {
    await start({ history: 0.2, rate: 20 });
    await until(() => door.live > 0);
    ending.abort();
    await running;
    const past = [...door.events.values()].filter(({ backfill }) => backfill === true);
    const steps = (of: number): Set<number> => new Set(past.map(({ occurredAt }) => Math.floor(Date.parse(occurredAt) / of)));
    const minutes = [...steps(MINUTE)].filter((minute) => minute * MINUTE > Date.now() - 62 * MINUTE);
    const hours = steps(60 * MINUTE);
    expect(minutes.length).toBeGreaterThanOrEqual(60);
    expect(hours.size).toBeGreaterThanOrEqual(5);
    const told = past.length;
    door.duplicates = 0;
    ending = new AbortController();
    await door.close();
    await start({ history: 0.2, rate: 20 });
    await until(() => said.filter(({ en }) => en.includes('plays')).length === 2);
    ending.abort();
    await running;
    const again = [...door.events.values()].filter(({ backfill }) => backfill === true).length;
    expect(again - told).toBeLessThan(told * 0.02);
    expect(door.duplicates).toBeLessThan(50);
  }, 60_000);
});
