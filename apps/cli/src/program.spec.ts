import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { takeLanguage } from './language.js';
import { createProgram } from './program.js';
import type { Session } from './session.js';
import { createTerminal } from './terminal.js';

const EXAMPLES = join(__dirname, '../../../examples/config');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-cli-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function run(
  args: string[],
  stdin = '',
  language: 'ko' | 'en' = 'en',
): Promise<{ status: number | undefined; out: string[]; told: string[] }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const session: Session = {
    terminal: createTerminal({ stdin: new PassThrough().end(stdin), stdout, stderr }, language),
    clock: { now: () => 1_800_000_000_000 },
    wait: () => Promise.resolve(),
    interrupted: new AbortController().signal,
  };
  let status: number | undefined;
  await createProgram(session, (result) => (status = result)).parseAsync(args, { from: 'user' });
  const lines = (stream: PassThrough): string[] => ((stream.read() as Buffer | null) ?? '').toString().trimEnd().split('\n');
  return { status, out: lines(stdout), told: lines(stderr) };
}

const write = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

describe('import --dry-run', () => {
  const MAP =
    'source: { format: csv }\ntime: { column: t, format: epoch-s }\nrowKey: id\nevent: { journey: weblog, stage: request, outcome: { column: o }, dimensions: { colour: red, browser: { column: b } } }\n';

  it('shows the first events and every problem the server would find, with its line, and sends nothing', async () => {
    const map = write('m.yaml', MAP);
    const rows = [
      '1,1700000000,ok,x',
      '2,1700000000,maybe,x',
      '3,1700000000,ok,4111111111111111',
      '1,1700000000,ok,x',
      '5,1900000000,ok,x',
    ];
    const { status, out, told } = await run(
      ['import', '-', '--map', map, '--dataset', 'd', '--dry-run', '--json', '--config', EXAMPLES],
      `id,t,o,b\n${rows.join('\n')}\n`,
    );
    expect(status).toBe(1);
    expect(out.slice(0, -1).map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['d:1', 'd:3', 'd:1', 'd:5']);
    expect(JSON.parse(out.at(-1) ?? '')).toEqual({ rows: 5, accepted: 0, duplicates: 0, rejected: 4 });
    expect(told.map((line) => line.replace(/: .*\[/, ' ['))).toEqual([
      '  line 3 [invalid_value]',
      '  line 4 [card_data]',
      '  line 5 [invalid_value]',
      '  line 6 [in_future]',
      '5 rows → 4 events; nothing was sent (--dry-run)',
      expect.stringContaining('  problems'),
      expect.stringContaining('dimensions.colour'),
    ]);
    expect(told.join('\n')).not.toContain('4111');
  });

  it('asks for what is missing', async () => {
    const map = write('m.yaml', MAP);
    await expect(run(['import', '-', '--map', map, '--dry-run'])).rejects.toThrow('--dataset NAME is missing');
    await expect(run(['import', 'x.csv', '--dry-run'])).rejects.toThrow('--map FILE is missing');
    await expect(run(['import', 'x.csv', '--map', map])).rejects.toThrow('--key KEY or --key-file FILE is missing');
    await expect(run(['import', 'x.csv', '--map', map, '--key', 'k', '--to', 'ftp://x'])).rejects.toThrow('--to takes an address');
    await expect(run(['replay', 'x.csv', '--map', map, '--key', 'k', '--speed', '0'])).rejects.toThrow('--speed takes a number above 0');
    await expect(run(['import', 'x.csv', '--map', map, '--key', 'k', '--batch', '9999'])).rejects.toThrow(
      '--batch takes a whole number from 1 to 5000',
    );
  });
});

describe('check', () => {
  it('finds no fault in what ships and in the examples', async () => {
    expect(await run(['check', '--config', EXAMPLES])).toMatchObject({ status: 0, told: [expect.stringMatching(/^no faults: 35 files/)] });
  });

  it('prints every fault with its place, in the language asked for', async () => {
    mkdirSync(join(dir, 'journeys'));
    write('journeys/bad.yaml', 'id: bad\nlabel: { ko: 나쁨, en: Bad }\nstages: []\n');
    write('tillwatch.yaml', 'port: many\n');
    const { status, out, told } = await run(['check', '--config', dir], '', 'ko');
    expect(status).toBe(1);
    expect(out).toEqual([
      expect.stringContaining('tillwatch.yaml: port'),
      `${join(dir, 'journeys/bad.yaml')}:3: stages: 최소 1개이어야 합니다`,
    ]);
    expect(told).toEqual(['고칠 곳 2개']);
  });

  it('looks at map files, too', async () => {
    const maps = ['psp', 'cloudwalk', 'weblog'].flatMap((name) => ['--map', join(EXAMPLES, `../maps/${name}.yaml`)]);
    expect(await run(['check', '--config', EXAMPLES, ...maps])).toMatchObject({ status: 0, told: [expect.stringMatching(/: 38 files/)] });
    const event = 'event: { journey: j, stage: s, outcome: ok,\n  purchase: { same: [card], within: 2d } }\n';
    const bad = write('m.yaml', `source: { format: csv }\ntime: { column: t }\n${event}`);
    const { status, out } = await run(['check', `--map=${bad}`], '', 'ko');
    expect({ status, out }).toEqual({ status: 1, out: [`${bad}:4: event.purchase.within: 하루(1d)를 넘을 수 없습니다 ("2d")`] });
    await expect(run(['check', '--map', join(dir, 'none.yaml')])).rejects.toThrow('cannot read the map file');
    await expect(run(['check', '--map'])).rejects.toThrow('--map takes a file');
  });
});

describe('the parser', () => {
  /** What is told where the command line cannot be read, after which the process would end. */
  async function refused(args: string[], language: 'ko' | 'en'): Promise<string> {
    const exit = jest.spyOn(process, 'exit').mockImplementation((status) => {
      throw new Error(`exit ${String(status)}`);
    });
    const stderr = new PassThrough();
    const terminal = createTerminal({ stdin: new PassThrough().end(), stdout: new PassThrough(), stderr }, language);
    const session = { terminal, clock: { now: () => 0 }, wait: () => Promise.resolve(), interrupted: new AbortController().signal };
    await expect(createProgram(session, () => undefined).parseAsync(args, { from: 'user' })).rejects.toThrow('exit 1');
    exit.mockRestore();
    return (stderr.read() as Buffer).toString();
  }

  it.each([
    [['backtest'], "missing required argument 'file'", '필요한 값이 없습니다: <file>'],
    [['backtest', 'f', '--stat'], "unknown option '--stat'", '모르는 옵션입니다: --stat'],
    [['bactest'], "unknown command 'bactest'", '모르는 명령입니다: bactest'],
    [['token', 'create'], "required option '--scope <list>' not specified", '꼭 필요한 옵션이 없습니다: --scope <list>'],
    [['import', 'f', '--map'], "option '--map <file>' argument missing", '옵션에 값이 없습니다: --map <file>'],
    [['token', 'revoke', 'a', 'b'], 'too many arguments', '값이 너무 많습니다: 1개까지인데 2개입니다'],
  ])('complains of %j in the language asked for', async (args, en, ko) => {
    expect(await refused(args, 'en')).toContain(en);
    const korean = await refused(args, 'ko');
    expect(korean).toContain(ko);
    expect(korean).not.toMatch(/error|argument|Did you mean/);
  });

  it('has no English in a Korean help', () => {
    const terminal = createTerminal({ stdin: new PassThrough().end(), stdout: new PassThrough(), stderr: new PassThrough() }, 'ko');
    const session = { terminal, clock: { now: () => 0 }, wait: () => Promise.resolve(), interrupted: new AbortController().signal };
    const program = createProgram(session, () => undefined);
    const help = [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)].map((one) =>
      one.helpInformation(),
    );
    expect(help.join('\n')).not.toMatch(/Usage|Options:|Commands:|Arguments:|display help|default:/);
    expect(help[0]).toContain('사용법: tillwatch');
  });
});

describe('--lang', () => {
  it.each([
    [['import', '--lang', 'ko', 'f'], 'en-US', 'ko', ['import', 'f']],
    [['--lang=en', 'check'], 'ko-KR', 'en', ['check']],
    [['check'], 'ko-KR', 'ko', ['check']],
    [['check', '--lang', 'fr'], 'und', 'en', ['check']],
  ])('%j on a %s system talks %s', (args, locale, language, rest) => {
    expect(takeLanguage(args, locale)).toEqual({ language, args: rest });
  });
});
