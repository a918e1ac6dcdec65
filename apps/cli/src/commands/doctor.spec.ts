import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Session } from '../session.js';
import { createTerminal } from '../terminal.js';
import { doctor } from './doctor.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillwatch-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(args: string[], language: 'ko' | 'en'): Promise<{ status: number; out: string; told: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const session: Session = {
    terminal: createTerminal({ stdin: new PassThrough(), stdout, stderr }, language),
    clock: { now: () => 1_800_000_000_000 },
    wait: () => Promise.resolve(),
    interrupted: new AbortController().signal,
  };
  const status = await doctor(args, session);
  const textOf = (stream: PassThrough): string => ((stream.read() as Buffer | null) ?? '').toString();
  return { status, out: textOf(stdout), told: textOf(stderr) };
}

describe('doctor', () => {
  it.each([
    ['ko', '문제 데이터 폴더: ', ': 폴더가 아닙니다\n     → 그 파일을 다른 곳으로 옮기거나, ', /^고칠 것이 \d개 있습니다\n$/],
    ['en', 'FAIL data folder: ', ' is not a folder\n     → Move that file away, ', /^\d things? to mend\n$/],
  ] as const)('says in %s what is wrong and what to do', async (language, before, after, summary) => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { status, out, told } = await run(['--data', file, '--port', '0'], language);
    expect(status).toBe(1);
    expect(out).toContain(`${before}${file}${after}`);
    expect(told).toMatch(summary);
  });

  it('says what is as it should be', async () => {
    const { out } = await run(['--data', join(folder, 'data'), '--port', '0'], 'ko');
    expect(out).toContain(`정상 node: Node ${process.versions.node}\n`);
    expect(out).toContain(`정상 데이터 폴더: ${join(folder, 'data')}\n`);
    expect(out).toContain('정상 포트: 127.0.0.1:0 사용할 수 있음\n');
  });
});
