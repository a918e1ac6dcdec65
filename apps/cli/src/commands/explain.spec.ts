import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { parse } from 'yaml';
import { createProgram } from '../program.js';
import type { Session } from '../session.js';
import { createTerminal } from '../terminal.js';

const CASES = join(__dirname, '../../../../../shared/data/rootcause');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-explain-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

interface Answer {
  readonly id: string | number;
  readonly causes: readonly { readonly segment: Readonly<Record<string, string>>; readonly total: number; readonly failed: number }[];
}

async function explain(args: readonly string[], stdin = ''): Promise<{ status: number | undefined; answers: Answer[]; told: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const session: Session = {
    terminal: createTerminal({ stdin: new PassThrough().end(stdin), stdout, stderr }, 'en'),
    clock: { now: () => 1_800_000_000_000 },
    wait: () => Promise.resolve(),
    interrupted: new AbortController().signal,
  };
  let status: number | undefined;
  await createProgram(session, (result) => (status = result)).parseAsync(['explain', ...args], { from: 'user' });
  const text = (stream: PassThrough): string => ((stream.read() as Buffer | null) ?? '').toString().trimEnd();
  const lines = text(stdout).split('\n');
  return { status, answers: lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Answer), told: text(stderr) };
}

/** A shop of two providers and three browsers at 05:00 (usual) and 05:01, when kg fails with IE 10 and older. */
const ROWS = ['kg', 'toss'].flatMap((provider) =>
  ['ie/9', 'ie/10', 'ie/11', 'chrome/120'].flatMap((version) => {
    const failed = provider === 'kg' && ['ie/9', 'ie/10'].includes(version) ? 60 : 10;
    return [`05:00,${provider},${version},2000,200`, `05:01,${provider},${version},100,${failed}`, `05:02,${provider},${version},100,100`];
  }),
);
const CSV = ['at,provider,browser_version,n,bad', ...ROWS.map((row) => `2026-11-22T${row}`)].join('\n').replaceAll(/(05:0\d),/g, '$1:00Z,');
const COLUMNS = ['--total', 'n', '--failed', 'bad'];

describe('tillwatch explain', () => {
  it('compares the rows of a time with the earlier ones and leaves out the later ones', async () => {
    writeFileSync(join(dir, 'shop.csv'), CSV);
    const { status, answers, told } = await explain([join(dir, 'shop.csv'), ...COLUMNS, '--time', 'at', '--at', '2026-11-22T05:01:00Z']);
    expect({ status, told }).toEqual({ status: 0, told: 'now 180 of 800 failed · compared with 16,000 earlier ones · causes found: 1' });
    const segment = { provider: 'kg', browser_version: 'ie~lte:10' };
    expect(answers).toMatchObject([{ id: 'shop', causes: [{ segment, total: 200, failed: 120, trafficShare: 0.25 }] }]);
  });

  it('takes a table from stdin, and compares with the rest where there is no time', async () => {
    const rows = ['provider,n,bad', 'kg,500,200', ...Array.from({ length: 6 }, (_, i) => `p${i},500,${20 + i}`)];
    const { answers } = await explain(['-', ...COLUMNS], rows.join('\n'));
    expect(answers).toMatchObject([{ id: '-', causes: [{ segment: { provider: 'kg' }, total: 500, failed: 200 }] }]);
  });

  it('answers a line for each case, and says which ones are none', async () => {
    const rows = ['kg', 'toss', 'nice'].map((provider) => [provider, null, 300, provider === 'kg' ? 150 : 9, 3_000, 90]);
    const cases = [
      { id: 7, dims: ['provider', 'region'], bw: 10, rows },
      { id: 8, dims: ['provider'], rows: [['kg', 3, 4, 10, 1]] },
      { id: 'calm', dims: ['provider', 'region'], bw: 10, rows: rows.slice(1) },
    ];
    const { status, answers, told } = await explain([], cases.map((one) => JSON.stringify(one)).join('\n'));
    expect(answers).toEqual([
      { id: 7, causes: [expect.objectContaining({ segment: { provider: 'kg' }, total: 300, failed: 150 })] },
      { id: 'calm', causes: [] },
    ]);
    expect({ status, told }).toEqual({ status: 1, told: 'line 2: rows.0: 4 failed of 3: more than all\n3 cases, 1 of them unreadable' });
  });

  it.each([
    [['none.csv', ...COLUMNS], 'no such file: none.csv'],
    [['-', '--total', 'n', '--failed', 'worse'], 'no column worse; the file has at, provider, browser_version, n, bad'],
    [['-', '--total', 'bad', '--failed', 'n'], 'line 2: 2000 failed of 200: more than all'],
    [['-', '--total', 'provider', '--failed', 'bad'], 'line 2: provider takes a number from 0 up, not "kg"'],
    [['-', ...COLUMNS, '--time', 'at', '--at', '2026-11-22T06:00:00Z'], 'no row has at 2026-11-22T06:00:00Z'],
    [['-', ...COLUMNS, '--time', 'at', '--at', 'noon'], '--at takes a time or a number, not "noon"'],
    [['-', ...COLUMNS, '--time', 'provider', '--at', '1'], 'line 2: provider takes a time or a number, not "kg"'],
    [['-', ...COLUMNS, '--time', 'at'], '--time COL and --at VALUE go together'],
    [['-', '--total', 'n'], 'a CSV table needs both --total COL and --failed COL'],
  ])('%j is refused: %s', async (args, message) => {
    await expect(explain(args, CSV)).rejects.toThrow(message);
  });

  it('says that a file is empty', async () => {
    await expect(explain(['-', ...COLUMNS])).rejects.toThrow('the file is empty: its first line must name the columns');
    const { status, told } = await explain(['-']);
    expect({ status, told }).toMatchObject({
      status: 1,
      told: expect.stringMatching(/^the file is empty: there is no case in it/) as unknown,
    });
  });
});

interface Label {
  readonly data: string;
  readonly timestamp: number;
  readonly cause: Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];
}

/** One text for a set of dimension=value pairs. */
const nameOf = (segment: Readonly<Record<string, unknown>>): string =>
  Object.entries(segment)
    .map(([dimension, value]) => `${dimension}=${String(value)}`)
    .sort()
    .join();

(existsSync(CASES) ? describe : describe.skip)('20 recorded incidents (skipped without ../shared/data)', () => {
  it('are explained as people labelled them, F1 over exact sets at least 0.6', async () => {
    const labels = parse(readFileSync(join(CASES, 'labels.yaml'), 'utf8')) as Label[];
    expect(labels).toHaveLength(20);
    let [hits, told, wanted] = [0, 0, 0];
    for (const { data, timestamp, cause } of labels) {
      const columns = ['--total', 'cnt', '--failed', 'value', '--time', 'min', '--at', String(timestamp)];
      const { answers } = await explain([join(CASES, `${data}.csv`), ...columns]);
      const truth = new Set([cause].flat().map(nameOf));
      const names = answers.flatMap(({ causes }) => causes.map(({ segment }) => nameOf(segment)));
      hits += names.filter((name) => truth.has(name)).length;
      told += names.length;
      wanted += truth.size;
    }
    expect((2 * hits) / (told + wanted)).toBeGreaterThanOrEqual(0.6);
  }, 60_000);
});
