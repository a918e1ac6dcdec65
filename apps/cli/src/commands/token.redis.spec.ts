import { verifyKey } from '@tillwatch/access';
import { connectRedis, openRedis } from '@tillwatch/redis';
import { loadConfig } from '@tillwatch/config';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../../test/run-program.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-token-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const run = (...args: string[]) => runProgram([...args, '--data', dir], Date.now());

async function known(key: string): Promise<Awaited<ReturnType<typeof verifyKey>>> {
  const opened = await openRedis(loadConfig({ args: ['--data', dir] }), { purpose: 'spec', tell: () => undefined });
  const redis = connectRedis(opened.address, { name: 'spec' });
  try {
    return await verifyKey(redis, key);
  } finally {
    redis.disconnect();
    await opened.close();
  }
}

describe('token', () => {
  it('prints the key alone on its last line; it works, is listed and ends when it is revoked', async () => {
    const created = await run('token', 'create', '--scope', 'events:write,stats:read', '--name', 'till');
    const key = created.out.at(-1) ?? '';
    expect(created.status).toBe(0);
    expect(key).toMatch(/^tw_[a-z0-9]+_[a-z0-9]+$/);
    expect(created.told).toContain('this key may also send history (events:backfill)');
    expect(await known(key)).toMatchObject({ tenant: 'default', merchant: '*', scopes: ['events:write', 'events:backfill', 'stats:read'] });
    const { out } = await run('token', 'list');
    expect(out).toHaveLength(1);
    expect(out[0]).toContain('events:write,events:backfill,stats:read');
    expect(out[0]).not.toContain(key.split('_')[2]);
    expect((await run('token', 'revoke', key)).status).toBe(0);
    expect(await known(key)).toBeUndefined();
    expect((await run('token', 'revoke', key)).status).toBe(1);
  });

  it('makes a key for one merchant that may not send history', async () => {
    const { out } = await run('token', 'create', '--scope', 'events:write', '--merchant', 'm_01', '--tenant', 'shop', '--no-backfill');
    expect(await known(out.at(-1) ?? '')).toMatchObject({ tenant: 'shop', merchant: 'm_01', scopes: ['events:write'] });
  });

  it('refuses scopes it does not know', async () => {
    await expect(run('token', 'create', '--scope', 'events:wrte')).rejects.toThrow(
      '--scope does not know events:wrte; it knows events:write',
    );
  });
});
