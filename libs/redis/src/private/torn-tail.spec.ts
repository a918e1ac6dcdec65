import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { cutTornTail } from './torn-tail.js';

const command = (...words: string[]): Buffer =>
  Buffer.from(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`);
const transaction = (...commands: Buffer[]): Buffer => Buffer.concat([command('MULTI'), ...commands, command('EXEC')]);

describe('cutTornTail', () => {
  let folder = '';
  let file = '';
  const write = (...parts: Buffer[]): void => writeFileSync(file, Buffer.concat(parts));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tillwatch-torn-'));
    mkdirSync(join(folder, 'appendonlydir'));
    file = join(folder, 'appendonlydir', 'appendonly.aof.2.incr.aof');
    writeFileSync(
      join(folder, 'appendonlydir', 'appendonly.aof.manifest'),
      'file appendonly.aof.1.base.rdb seq 1 type b\nfile appendonly.aof.1.incr.aof seq 1 type i\nfile appendonly.aof.2.incr.aof seq 2 type i\n',
    );
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('leaves a whole file as it is', async () => {
    const whole = [
      command('SELECT', '0'),
      Buffer.from('#TS:1700000000\r\n'),
      transaction(command('SET', 'a', '1')),
      command('SET', 'EXEC', 'MULTI'),
    ];
    write(...whole);
    expect(await cutTornTail(folder)).toBe(0);
    expect(readFileSync(file)).toEqual(Buffer.concat(whole));
  });

  it('has nothing to do before the first start', async () => {
    rmSync(join(folder, 'appendonlydir'), { recursive: true });
    expect(await cutTornTail(folder)).toBe(0);
  });

  it('cuts an open transaction although its commands are whole', async () => {
    const kept = command('SET', 'a', '1');
    write(kept, command('MULTI'), command('SET', 'b', '2'));
    expect(await cutTornTail(folder)).toBe(command('MULTI').length + command('SET', 'b', '2').length);
    expect(readFileSync(file)).toEqual(kept);
  });

  it('does not touch a file that is damaged in another way', async () => {
    write(command('SET', 'a', '1'), Buffer.from('garbage\r\n'), command('SET', 'b', '2'));
    expect(await cutTornTail(folder)).toBe(0);
  });

  it('reads values longer than one piece of the file', async () => {
    const long = command('SET', 'a', 'x'.repeat(3 << 20));
    write(long, long, command('SET', 'b', 'y').subarray(0, 9));
    expect(await cutTornTail(folder)).toBe(9);
    expect(readFileSync(file)).toHaveLength(2 * long.length);
  });

  it('wherever the file is torn, keeps exactly the whole commands and transactions before', async () => {
    const words = fc.array(fc.string({ maxLength: 20 }), { minLength: 2, maxLength: 4 }).map((list) => command(...list));
    const entry = fc.oneof(
      words,
      fc.array(words, { minLength: 1, maxLength: 3 }).map((list) => transaction(...list)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 12 }), fc.nat(), async (entries, at) => {
        const all = Buffer.concat(entries);
        const length = at % (all.length + 1);
        write(all.subarray(0, length));
        let whole = 0;
        for (const next of entries) {
          if (whole + next.length > length) break;
          whole += next.length;
        }
        expect(await cutTornTail(folder)).toBe(length - whole);
        expect(readFileSync(file)).toEqual(all.subarray(0, whole));
      }),
    );
  });
});
