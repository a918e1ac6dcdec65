import { statsAnswerSchema, type StatsAnswer } from '@tillwatch/contract';
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const DATA = join(ROOT, '../shared/data');
const program = (app: string): string => join(ROOT, 'dist/node/apps', app, 'src/main.js');
const map = (name: string): string => join(ROOT, 'examples/maps', `${name}.yaml`);

// Some of these files may not be passed on, so they are looked for beside the repository and never committed.
const withData = existsSync(DATA) ? it : it.skip;

let dir: string;
let server: ChildProcess;
let url: string;
let key: string;

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** Asks until it is so; the test's own time limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

const isReady = (): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (answer) => answer.status === 200,
    () => false,
  );

/** Runs the command line program. @returns its exit status and the last line of its output */
async function tillwatch(...args: string[]): Promise<{ status: number; last: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program('cli'), ...args], { maxBuffer: 1 << 26 }, (error, stdout) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, last: stdout.trimEnd().split('\n').at(-1) ?? '' });
    });
  });
}

const send = async (command: 'import' | 'replay', file: string, ...more: string[]): Promise<{ status: number; figures: unknown }> => {
  const { status, last } = await tillwatch(command, file, '--to', url, '--key', key, '--json', ...more);
  return { status, figures: JSON.parse(last) };
};

async function stats(query: Record<string, string>): Promise<StatsAnswer> {
  const answer = await fetch(`${url}/v1/stats?${new URLSearchParams(query).toString()}`, { headers: { authorization: `Bearer ${key}` } });
  return statsAnswerSchema.parse(await answer.json());
}

/** What a plain awk counts, as `key count` lines. */
const awk = (rules: string, file: string): Record<string, number> =>
  Object.fromEntries(
    execFileSync('awk', ['-F,', rules, file], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line): [string, number] => [line.replace(/ \d+$/, ''), Number(/\d+$/.exec(line)?.[0])]),
  );

const COUNTED = ['attempts', 'firstTry', 'final'] as const;

/**
 * Attempts, first tries and final outcomes of the psp file, over all and by provider, the plain way: rows of the same country
 * and amount, each at most 60 s after the one before, are one purchase.
 */
function purchasesPlainly(file: string): Record<string, number> {
  const sums: Record<string, number> = {};
  const count = (unit: (typeof COUNTED)[number], [, , , , success, provider]: readonly string[]): void => {
    for (const group of ['all', provider]) {
      sums[`${group} ${unit} total`] = (sums[`${group} ${unit} total`] ?? 0) + 1;
      sums[`${group} ${unit} failed`] = (sums[`${group} ${unit} failed`] ?? 0) + (success === '1' ? 0 : 1);
    }
  };
  const purchases: string[][][] = [];
  const newest = new Map<string, { at: number; tries: string[][] }>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const row = line.split(',');
    const [, time = '', country, amount] = row;
    const at = Date.parse(`${time.replace(' ', 'T')}Z`);
    const before = newest.get(`${country} ${amount}`);
    const tries = before !== undefined && at - before.at <= 60_000 ? before.tries : [];
    if (tries.length === 0) purchases.push(tries);
    tries.push(row);
    newest.set(`${country} ${amount}`, { at, tries });
    count('attempts', row);
  }
  for (const tries of purchases) {
    count('firstTry', tries[0] ?? []);
    count('final', tries.find(([, , , , success]) => success === '1') ?? tries.at(-1) ?? []);
  }
  return sums;
}

/** The same figures as the server answers them. */
async function purchasesCounted(range: Record<string, string>): Promise<Record<string, number>> {
  const groups = [...(await stats(range)).groups, ...(await stats({ ...range, by: 'provider' })).groups];
  return Object.fromEntries(
    groups.flatMap(({ segment, firstTry, final, ...attempts }) =>
      [attempts, firstTry, final].flatMap((counts, unit) => [
        [`${segment['provider'] ?? 'all'} ${COUNTED[unit]} total`, counts?.total ?? 0],
        [`${segment['provider'] ?? 'all'} ${COUNTED[unit]} failed`, counts?.failed ?? 0],
      ]),
    ),
  );
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-import-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const args = [
    program('server'),
    '--port',
    String(port),
    '--data',
    join(dir, 'data'),
    '--no-demo',
    '--config',
    join(ROOT, 'examples/config'),
  ];
  server = spawn(process.execPath, args, { stdio: 'ignore' });
  await until(isReady);
  key = (await tillwatch('token', 'create', '--scope', 'events:write,stats:read', '--data', join(dir, 'data'))).last;
}, 60_000);

afterAll(async () => {
  server.kill('SIGTERM');
  // One that does not stop when asked fails here, and is not left behind.
  const impatience = setTimeout(() => server.kill('SIGKILL'), 30_000);
  if (server.exitCode === null) await once(server, 'exit');
  clearTimeout(impatience);
  expect(server.signalCode).toBeNull();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

describe('a file through the command line into the numbers', () => {
  it('is counted once, however often it is imported', async () => {
    const file = join(dir, 'made.csv');
    const rows = Array.from({ length: 300 }, (_, at) => {
      const [day, isOk] = [1 + Math.floor(at / 100), at % 4 !== 0];
      return `${at},2024-05-0${day} 10:00:00,X,${at},${isOk ? 1 : 0},made,1,Visa`;
    });
    writeFileSync(file, `ID,tmsp,country,amount,success,PSP,3D_secured,card\n${rows.join('\n')}\n`);
    const more = ['--map', map('psp')];
    expect(await send('import', file, ...more)).toEqual({ status: 0, figures: { rows: 300, accepted: 300, duplicates: 0, rejected: 0 } });
    expect(await send('import', file, ...more)).toEqual({ status: 0, figures: { rows: 300, accepted: 0, duplicates: 300, rejected: 0 } });
    const range = { journey: 'checkout', stage: 'authorisation', from: '2024-05-01T00:00:00+02:00', to: '2024-05-03T00:00:00+02:00' };
    await until(async () => (await stats(range)).groups[0]?.total === 200);
    expect((await stats(range)).groups[0]).toMatchObject({ total: 200, failed: 50, unknown: 50 });
  });

  withData(
    'psp: a month of card attempts, first tries and final outcomes equal a plain count (skipped without ../shared/data)',
    async () => {
      const file = join(DATA, 'psp/psp-2019-01.csv');
      const sent = { rows: 26_304, rejected: 0 };
      expect(await send('import', file, '--map', map('psp'))).toEqual({
        status: 0,
        figures: { ...sent, accepted: 26_304, duplicates: 0 },
      });
      expect(await send('import', file, '--map', map('psp'))).toEqual({
        status: 0,
        figures: { ...sent, accepted: 0, duplicates: 26_304 },
      });
      const whole = { journey: 'checkout', from: '2019-01-01T00:00:00+01:00', to: '2019-02-01T00:00:00+01:00' };
      const january = { ...whole, stage: 'authorisation' };
      await until(async () => (await stats(january)).groups[0]?.total === 26_304);
      expect((await stats(january)).groups[0]).toMatchObject({ total: 26_304, failed: 20_982, unknown: 20_982 });
      const { groups } = await stats({ ...january, by: 'provider,method' });
      const counted = Object.fromEntries(
        groups.flatMap(({ segment, total, failed }) => [
          [`${segment['provider']} ${segment['method']} total`, total],
          [`${segment['provider']} ${segment['method']} failed`, failed],
        ]),
      );
      const rules = 'NR>1 { n[$6 " " $8 " total"]++; n[$6 " " $8 " failed"] += 1 - $5 } END { for (k in n) print k, n[k] }';
      expect(counted).toEqual(awk(rules, file));
      const plain = purchasesPlainly(file);
      expect(plain).toMatchObject({
        ...{ 'all attempts total': 26_304, 'all attempts failed': 20_982 },
        ...{ 'all firstTry total': 14_300, 'all firstTry failed': 11_394 },
        ...{ 'all final total': 14_300, 'all final failed': 8_979 },
      });
      expect(await purchasesCounted(whole)).toEqual(plain);
    },
    120_000,
  );

  withData(
    'cloudwalk: both days, both stages, equal a plain awk (skipped without ../shared/data)',
    async () => {
      for (const day of [1, 2]) {
        const file = join(DATA, `cloudwalk/transactions_${day}_2022.csv`);
        expect((await send('import', file, '--map', map('cloudwalk'))).status).toBe(0);
        const all = awk('NR>1 { n["all"] += $3; n[substr($1, 1, 2) " " $2] += $3 } END { for (k in n) print k, n[k] }', file);
        const of = (stage: string, from: string, to: string): Promise<StatsAnswer> => stats({ journey: 'acquirer', stage, from, to });
        const whole = [`2022-01-0${day}T00:00:00-03:00`, `2022-01-0${day + 1}T00:00:00-03:00`] as const;
        const reached = (answer: StatsAnswer): number => (answer.groups[0]?.total ?? 0) + (answer.groups[0]?.started ?? 0);
        await until(async () => reached(await of('authorisation', ...whole)) === all['all']);
        const hour = [`2022-01-0${day}T17:00:00-03:00`, `2022-01-0${day}T18:00:00-03:00`] as const;
        const settlement = (await of('settlement', ...hour)).groups[0];
        expect(settlement?.failed).toBe((all['17 reversed'] ?? 0) + (all['17 backend_reversed'] ?? 0));
        expect((await of('authorisation', ...hour)).groups[0]?.system).toBe(all['17 failed'] ?? 0);
      }
    },
    60_000,
  );

  withData(
    'weblog: every line of a replay is a request of the last minutes (skipped without ../shared/data)',
    async () => {
      const file = join(DATA, 'weblog/access-2015-05-17-18.log');
      const minute = 60_000;
      const from = new Date(Math.floor(Date.now() / minute) * minute - minute).toISOString();
      const more = ['--map', map('weblog'), '--speed', '36000'];
      expect(await send('replay', file, ...more)).toEqual({
        status: 0,
        figures: { rows: 4_525, accepted: 4_525, duplicates: 0, rejected: 0 },
      });
      const to = new Date(Math.ceil(Date.now() / minute) * minute + minute).toISOString();
      const range = { journey: 'weblog', stage: 'request', from, to };
      await until(async () => (await stats(range)).groups[0]?.total === 4_525);
      const { groups } = await stats({ ...range, by: 'browser' });
      expect(groups.reduce((sum, { total }) => sum + total, 0)).toBe(4_525);
      expect(groups.find(({ segment }) => segment['browser'] === 'firefox')?.failed).toBeGreaterThan(0);
    },
    60_000,
  );
});
