import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../../..');
const DATA = join(ROOT, '../shared/data');
const EXAMPLES = join(ROOT, 'examples');

// Some of these files may not be passed on, so they are looked for beside the repository and never committed.
const withData = existsSync(DATA) ? it : it.skip;

interface Incident {
  readonly kind: string;
  readonly stage: string;
  readonly startedAt: string;
  readonly resolvedAt: string | null;
}
type Line = { readonly type: string; readonly at: string; readonly incident: Incident } & Record<string, unknown>;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-backtest-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** What a program prints. @throws Error where it fails */
async function run(program: string, args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [program, ...args], { maxBuffer: 1 << 28 })).stdout;
}

async function backtest(...args: string[]): Promise<Line[]> {
  const out = await run(join(ROOT, 'dist/node/apps/cli/src/main.js'), ['backtest', ...args, '--config', join(EXAMPLES, 'config')]);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const cloudwalk = (day: number): Promise<Line[]> =>
  backtest(join(DATA, `cloudwalk/transactions_${day}_2022.csv`), '--map', join(EXAMPLES, 'maps/cloudwalk.yaml'), '--stats', 'by=');
const statsOf = (lines: readonly Line[], stage: string | null): Line | undefined =>
  lines.find((line) => line.type === 'stats' && line['stage'] === stage);

describe('the built backtest over the sample data (skipped without ../shared/data)', () => {
  withData(
    'cloudwalk, first day: the reversals of the afternoon are found as they begin, and told until they are over',
    async () => {
      const lines = await cloudwalk(1);
      expect(statsOf(lines, 'settlement')).toMatchObject({ failed: 17_715 });
      const found = lines.filter(({ type, incident }) => type === 'incident.resolved' && incident.stage === 'settlement');
      expect(found).toHaveLength(1);
      const { startedAt = '', resolvedAt } = found[0]?.incident ?? {};
      // They begin at 14:33 of São Paulo (17:33 UTC) and are 22 % at 17 h.
      expect(startedAt >= '2022-01-01T17:30' && startedAt < '2022-01-01T17:40').toBe(true);
      expect(String(resolvedAt) > '2022-01-01T21:00').toBe(true);
    },
    120_000,
  );

  withData(
    'cloudwalk, second day: counts equal the file’s',
    async () => {
      const lines = await cloudwalk(2);
      expect(statsOf(lines, 'authorisation')).toMatchObject({ system: 1_263, declined: 30_245 });
      expect(lines.at(-1)).toMatchObject({ type: 'summary', rejected: {} });
    },
    120_000,
  );

  withData(
    'psp: a month at its own usual level of 80 % leaves nothing open, and every attempt is counted',
    async () => {
      const lines = await backtest(
        join(DATA, 'psp/psp-2019-01.csv'),
        ...['--map', join(EXAMPLES, 'maps/psp.yaml'), '--stats', 'by=&journey=checkout&stage=authorisation'],
      );
      expect(statsOf(lines, 'authorisation')).toMatchObject({ total: 26_304, failed: 20_982 });
      expect(lines.at(-1)).toMatchObject({ type: 'summary', accepted: 26_304, open: [] });
    },
    300_000,
  );

  withData(
    'psp: a planted rise whose failures are told 90 s late is counted in full',
    async () => {
      const file = join(dir, 'late.ndjson');
      const events = await run(join(EXAMPLES, 'faults/psp-faults.mjs'), [join(DATA, 'psp/psp-2019-01.csv'), 'late']);
      writeFileSync(file, events);
      // The rise makes 46 successes of that day fail, beside the 20,982 of the file as it is.
      expect(events.match(/"outcome":"failed"/g)).toHaveLength(21_028);
      const lines = await backtest(file, '--stats', 'by=&journey=checkout&stage=authorisation');
      expect(statsOf(lines, 'authorisation')).toMatchObject({ total: 26_304, failed: 21_028 });
    },
    300_000,
  );
});
