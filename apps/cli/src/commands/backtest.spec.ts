import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createProgram } from '../program.js';
import type { Session } from '../session.js';
import { createTerminal } from '../terminal.js';

const EXAMPLES = join(__dirname, '../../../../examples/config');
const MAPS = join(__dirname, '../../../../examples/maps');
const START = Date.UTC(2026, 10, 18, 5, 0, 0);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-backtest-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

type Line = Record<string, unknown> & { readonly type: string };

function open(stdin: PassThrough, language: 'ko' | 'en' = 'en'): { session: Session; stdout: PassThrough; stderr: PassThrough } {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let now = 1_800_000_000_000;
  const session: Session = {
    terminal: createTerminal({ stdin, stdout, stderr }, language),
    clock: { now: () => now },
    wait: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    interrupted: new AbortController().signal,
  };
  return { session, stdout, stderr };
}

const textOf = (stream: PassThrough): string => ((stream.read() as Buffer | null) ?? '').toString().trimEnd();

async function run(
  args: string[],
  stdin = '',
  language: 'ko' | 'en' = 'en',
): Promise<{ status: number | undefined; out: string; lines: Line[]; told: string }> {
  const { session, stdout, stderr } = open(new PassThrough().end(stdin), language);
  let status: number | undefined;
  await createProgram(session, (result) => (status = result)).parseAsync(['backtest', ...args, '--config', EXAMPLES], { from: 'user' });
  const out = textOf(stdout);
  const lines = out === '' ? [] : out.split('\n').map((line) => JSON.parse(line) as Line);
  return { status, out, lines, told: textOf(stderr) };
}

const iso = (second: number): string => new Date(START + second * 1_000).toISOString();
const event = (id: string, second: number, over: Record<string, unknown> = {}): string =>
  JSON.stringify({ id, journey: 'acquirer', stage: 'authorisation', outcome: 'ok', occurredAt: iso(second), ...over });
const tick = (second: number): string => JSON.stringify({ tick: iso(second) });
const write = (lines: readonly string[]): string => {
  const path = join(dir, 'events.ndjson');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

/** Twenty hours of history at 2 % and half an hour of counted minutes, in which from minute 10 to 20 30 % fail. */
function recording(): string[][] {
  const counted = (id: string, at: number, [ok, failed]: readonly [number, number], more: Record<string, unknown>): string[] => [
    event(`${id}:ok`, at, { count: ok, ...more }),
    event(`${id}:failed`, at, { count: failed, outcome: 'failed', class: 'system', ...more }),
  ];
  const past = Array.from({ length: 20 }, (_, hour) =>
    counted(`past${hour}`, (hour - 21) * 3_600, [5_880, 120], { spanMs: 3_600_000, backfill: true }),
  );
  const live = Array.from({ length: 30 }, (_, minute) =>
    counted(`m${minute}`, minute * 60, minute >= 10 && minute < 20 ? [70, 30] : [98, 2], { spanMs: 60_000 }),
  );
  return [...past, ...live];
}

describe('backtest', () => {
  it('prints a line for each change of an incident, the numbers asked for and a summary, the same each time', async () => {
    const path = write(recording().flat());
    const { status, lines, out, told } = await run([path, '--stats', 'by=']);
    expect(status).toBe(0);
    const types = lines.map(({ type }) => type).filter((type) => type !== 'incident.updated');
    expect(types).toEqual(['incident.opened', 'incident.resolved', 'stats', 'stats', 'summary']);
    expect(lines[0]).toMatchObject({
      ...{ at: iso(12 * 60), incident: { kind: 'failure_rate', journey: 'acquirer', stage: 'authorisation' } },
      incident: { cause: [{ segment: {}, extraShare: 1, trafficShare: 1 }], baseline: { learning: false } },
    });
    const resolved = lines.find(({ type }) => type === 'incident.resolved')?.['incident'] as Record<string, unknown>;
    expect(resolved).toMatchObject({ status: 'resolved', reason: 'back_to_usual' });
    expect(Date.parse(String(resolved['resolvedAt']))).toBeGreaterThan(START + 20 * 60_000);
    const counts = { started: 0, system: 20 * 120 + 20 * 2 + 10 * 30, declined: 0, unknown: 0 };
    expect(lines.at(-3)).toMatchObject({ stage: 'authorisation', segment: {}, total: 20 * 6_000 + 30 * 100, ...counts });
    const summary = { events: 100, accepted: 100, duplicates: 0, rejected: {}, open: [] };
    expect(lines.at(-1)).toMatchObject({ ...summary, incidents: { total: 1, byKind: { failure_rate: 1 } } });
    expect(told).toMatch(/^100 events \([\d,]+\/s\), 0 rejected, 1 incidents$/);
    expect((await run([path, '--stats', 'by='])).out).toBe(out);
  });

  it('prints all that is known of an incident but what people do about it', async () => {
    const night = Date.UTC(2026, 10, 18, 14, 40, 0);
    const at = (minute: number): string => new Date(night + minute * 60_000).toISOString();
    const paid = (id: string, minute: number, [method, count]: readonly [string, number], more: object): string =>
      JSON.stringify({
        ...{
          id: `${id}:${method}`,
          journey: 'checkout',
          stage: 'authorisation',
          outcome: 'ok',
          occurredAt: at(minute),
          count,
          spanMs: 60_000,
        },
        ...{ amount: { value: 30_000, currency: 'KRW' }, dimensions: { method, provider: 'kg-inicis' }, ...more },
      });
    const bad = { outcome: 'failed', class: 'system' };
    const past = { spanMs: 3_600_000, backfill: true };
    const hours = Array.from({ length: 20 }, (_, hour) =>
      ['card', 'transfer'].flatMap((method) => [
        paid(`past${hour}`, (hour - 21) * 60, [method, 2_940], past),
        paid(`past${hour} bad`, (hour - 21) * 60, [method, 60], { ...past, ...bad }),
      ]),
    );
    const minutes = Array.from({ length: 20 }, (_, minute) => [
      paid(`m${minute}`, minute, ['card', 49], {}),
      paid(`m${minute} bad`, minute, ['card', 1], bad),
      paid(`m${minute}`, minute, ['transfer', minute < 10 ? 49 : 25], {}),
      paid(`m${minute} bad`, minute, ['transfer', minute < 10 ? 1 : 25], bad),
    ]);
    const { lines } = await run([write([...hours, ...minutes].flat())]);
    expect(lines.map(({ type }) => type)).toEqual(['incident.opened', 'summary']);
    expect(lines[0]?.['incident']).toMatchObject({
      ...{ cause: [{ segment: { method: 'transfer' } }], startedAt: at(11), total: 100, failed: 50 },
      detailed: { from: at(11), until: at(12), total: 100, failed: 50 },
      contrasts: [{ dimension: 'method', segment: {}, total: 100, failed: 2, expected: 2 }],
      money: { currency: 'KRW', low: 48 * 30_000, high: 48 * 30_000, perHour: 48 * 30_000 * 30, unpriced: 0 },
      ...{ pages: false, maintenance: { id: 'bank-transfers-nightly', until: '2026-11-18T15:45:00.000Z' } },
    });
    expect(lines[0]?.['incident']).not.toHaveProperty('handling');
  });

  it('lists bad events with their lines and loses nothing else', async () => {
    const twice = event('b', 1);
    const path = write([event('a', 0), 'not json', '{"id":"x","journey":"acquirer"}', event('c', 1, { stage: 'nowhere' }), twice, twice]);
    const rejectsFile = join(dir, 'rejects.ndjson');
    const { status, lines, told } = await run([path, '--rejects', rejectsFile]);
    expect(status).toBe(0);
    const rejected = { invalid_value: 1, unknown_stage: 1, unreadable: 1 };
    expect(lines).toEqual([expect.objectContaining({ type: 'summary', events: 6, accepted: 2, duplicates: 1, rejected })]);
    expect(told).toContain('line 2: expected a JSON object [unreadable]');
    expect(told).toMatch(/line 4: stage: .*\[unknown_stage\]/);
    expect(readFileSync(rejectsFile, 'utf8').trim().split('\n')).toHaveLength(3);
  });

  it('plays in real time when asked to', async () => {
    const { session } = open(new PassThrough().end([event('a', 0), event('b', 60)].join('\n')));
    const before = session.clock.now();
    await createProgram(session, () => undefined).parseAsync(['backtest', '-', '--pace', '10', '--config', EXAMPLES], { from: 'user' });
    expect(session.clock.now() - before).toBeCloseTo(7_000, -3);
  });

  it('calls an incident in Korean what the screens do, and says that a file is empty', async () => {
    const { status, told } = await run([write([])], '', 'ko');
    expect(status).toBe(1);
    expect(told).toMatch(/^파일이 비어 있습니다: 이벤트가 하나도 없습니다\n이벤트 0건 .*장애 0건$/);
    const mapped = [write([]), '--map', join(MAPS, 'psp.yaml')];
    await expect(run(mapped, '', 'ko')).rejects.toMatchObject({
      faults: [{ ko: expect.stringMatching(/^파일이 비어 있습니다: 첫 줄/) as unknown }],
    });
  });

  it('says what is missing or wrong', async () => {
    await expect(run(['x.csv'])).rejects.toThrow('--map FILE is missing');
    await expect(run([join(dir, 'none.ndjson')])).rejects.toThrow('no such file');
    await expect(run(['-', '--pace', 'fast'])).rejects.toThrow('--pace takes a number above 0');
    await expect(run(['-', '--stats', 'what=provider'])).rejects.toThrow('--stats takes by=provider,method');
    await expect(run(['-', '--stats', 'by=provider,region'])).rejects.toThrow('not counted');
    await expect(run(['-', '--stream', '--map', join(MAPS, 'psp.yaml')])).rejects.toThrow('it does not go with --map');
    expect((await run(['-'])).status).toBe(1);
  });
});

describe('backtest --stream', () => {
  it('answers every tick at once, after the lines that were due', async () => {
    const stdin = new PassThrough();
    const { session, stdout } = open(stdin);
    const done = createProgram(session, () => undefined).parseAsync(['backtest', '-', '--stream', '--config', EXAMPLES], { from: 'user' });
    const answer = async (lines: readonly string[]): Promise<Line[]> => {
      stdin.write(`${lines.join('\n')}\n`);
      let text = '';
      while (!text.includes('"type":"tick"')) {
        await new Promise((resolve) => setImmediate(resolve));
        text += ((stdout.read() as Buffer | null) ?? '').toString();
      }
      return text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
    };
    const types: string[][] = [];
    const parts = recording();
    expect(await answer([...parts.slice(0, 20).flat(), tick(0)])).toEqual([{ type: 'tick', at: iso(0) }]);
    for (const [minute, lines] of parts.slice(20).entries()) {
      const answers = await answer([...lines, tick((minute + 1) * 60)]);
      expect(answers.at(-1)).toEqual({ type: 'tick', at: iso((minute + 1) * 60) });
      types.push(answers.slice(0, -1).map(({ type }) => type));
    }
    expect(types.slice(0, 11).flat()).toEqual([]);
    expect(types[11]).toEqual(['incident.opened']);
    expect(types.flat()).toContain('incident.resolved');
    stdin.end();
    await done;
    expect(textOf(stdout)).toContain('"type":"summary"');
  });

  it('tells the same incidents as the file does', async () => {
    const lines = recording().map((part, i) => [...part, ...(i < 20 ? [] : [tick((i - 19) * 60)])]);
    const incidents = (all: readonly Line[]): Line[] => all.filter(({ type }) => type.startsWith('incident.'));
    const streamed = await run(['-', '--stream'], lines.flat().join('\n'));
    expect(incidents(streamed.lines)).toEqual(incidents((await run([write(recording().flat())])).lines));
  });

  it('takes what should come later for arrived, and refuses a time that goes back', async () => {
    const { lines } = await run(['-', '--stream'], [event('a', 30), tick(10), tick(10), event('b', 5), tick(11)].join('\n'));
    expect(lines.map(({ type }) => type)).toEqual(['tick', 'tick', 'tick', 'summary']);
    expect(lines.at(-1)).toMatchObject({ accepted: 2 });
    await expect(run(['-', '--stream'], [tick(10), event('a', 1), tick(9)].join('\n'))).rejects.toThrow('line 3: this tick is before');
    await expect(run(['-', '--stream'], '{"tick":"soon"}')).rejects.toThrow('line 1: tick: expected a time in ISO 8601');
  });
});
