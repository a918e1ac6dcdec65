import { verifyLink } from '@tillwatch/access';
import { loadConfig } from '@tillwatch/config';
import { connectRedis, openRedis } from '@tillwatch/redis';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../test/run-program.js';

const NOW = Date.parse('2026-11-22T05:00:00Z');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-link-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const run = (...args: string[]) => runProgram([...args, '--data', dir], NOW);

async function known(text: string): Promise<Awaited<ReturnType<typeof verifyLink>>> {
  const opened = await openRedis(loadConfig({ args: ['--data', dir] }), { purpose: 'spec', tell: () => undefined });
  const redis = connectRedis(opened.address, { name: 'spec' });
  try {
    return await verifyLink(redis, text, NOW);
  } finally {
    redis.disconnect();
    await opened.close();
  }
}

describe('link', () => {
  it('prints the address alone on its last line; it opens for twelve hours and ends when it is revoked', async () => {
    const made = await run('link', 'create', '--name', '김지원', '--page', '/i/INC-2041?lang=ko', '--url', 'https://watch.example.com/');
    expect(made.status).toBe(0);
    const address = new URL(made.out.at(-1) ?? '');
    const text = address.searchParams.get('token') ?? '';
    address.searchParams.delete('token');
    expect(address.href).toBe('https://watch.example.com/i/INC-2041?lang=ko');
    expect(await known(text)).toMatchObject({ tenant: 'default', name: '김지원', until: NOW + 12 * 3_600_000 });
    expect(made.told).toContain('in the name of 김지원, for the one device that uses it first');
    expect(made.told).toContain('until Mon 23 Nov 02:00');
    expect((await run('link', 'revoke', made.out.at(-1) ?? '')).status).toBe(0);
    expect(await known(text)).toBeUndefined();
    expect(await run('link', 'revoke', 'nosuch')).toMatchObject({ status: 1, told: 'there is no link nosuch, or its time is over\n' });
  });

  it('asks everybody for a name where it has none, and says that an address of this machine opens nowhere else', async () => {
    const { out, told } = await run('link', 'create', '--hours', '1');
    expect(out.at(-1)).toMatch(/^http:\/\/localhost:3210\/live\?token=tl_/);
    expect(told).toContain('everybody who opens it is asked for a name');
    expect(told).toContain('this address opens on this machine only');
    expect(await known(/token=(.+)$/.exec(out.at(-1) ?? '')?.[1] ?? '')).toMatchObject({ name: null, until: NOW + 3_600_000 });
  });

  it.each([
    [['--hours', 'long'], '--hours takes a number of hours up to 720, not long'],
    [['--hours', '721'], '--hours takes a number of hours up to 720, not 721'],
    [['--name', ' '], '--name takes a name of 1 to 60 characters'],
    [['--page', '//evil.example'], '--page begins with a /: //evil.example'],
    [['--url', 'watch.example.com'], '--url takes an http(s) address, not watch.example.com'],
    [['--tenant', 'A b'], 'tenant: expected up to 64 lower-case letters'],
  ])('refuses %j', async (options, message) => {
    await expect(run('link', 'create', ...options)).rejects.toThrow(message);
  });
});
