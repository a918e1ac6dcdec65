import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { createProgram } from '../program.js';
import { createTerminal } from '../terminal.js';

const ROOT = join(__dirname, '../../../..');
const CHECKOUTS = join(ROOT, '../shared/data/cloudwalk');
const SILENT_FROM = Date.parse('2022-06-01T15:00:00-03:00');

interface Line {
  readonly type: string;
  readonly at: string;
  readonly incident: { readonly kind: string; readonly startedAt: string };
}

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-backtest-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** What is told of a day of checkouts, beside how it goes on. */
async function play(file: string): Promise<Line[]> {
  const events = join(dir, 'events.ndjson');
  writeFileSync(events, execFileSync(process.execPath, [join(ROOT, 'examples/faults/checkouts.mjs'), join(CHECKOUTS, file)]));
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const session = {
    terminal: createTerminal({ stdin: new PassThrough().end(''), stdout, stderr }, 'en'),
    clock: { now: () => 1_800_000_000_000 },
    wait: () => Promise.resolve(),
    interrupted: new AbortController().signal,
  };
  const args = ['backtest', events, '--config', join(ROOT, 'examples/config')];
  await createProgram(session, () => undefined).parseAsync(args, { from: 'user' });
  const lines = String(stdout.read()).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Line).filter(({ type }) => type !== 'incident.updated' && type !== 'summary');
}

// Some of these files may not be passed on, so they are looked for beside the repository and never committed.
(existsSync(CHECKOUTS) ? describe : describe.skip)('real days of checkouts by the hour (skipped without the folder ../shared/data)', () => {
  it('checkout_2: three silent hours are one incident of too little volume, since the last checkout, and over when they are', async () => {
    const told = await play('checkout_2.csv');
    expect(told.map(({ type, incident }) => [type, incident.kind])).toEqual([
      ['incident.opened', 'volume'],
      ['incident.resolved', 'volume'],
    ]);
    const [opened, resolved] = told;
    expect(Math.abs(Date.parse(opened?.incident.startedAt ?? '') - SILENT_FROM)).toBeLessThanOrEqual(5 * 60_000);
    expect(Date.parse(opened?.at ?? '') - SILENT_FROM).toBeLessThanOrEqual(60 * 60_000);
    expect(Date.parse(resolved?.at ?? '') - SILENT_FROM).toBeGreaterThan(3 * 60 * 60_000);
  }, 60_000);

  it('checkout_1: an hour without any in the small hours proves nothing', async () => {
    expect(await play('checkout_1.csv')).toEqual([]);
  }, 60_000);
});
