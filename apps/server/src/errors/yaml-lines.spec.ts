import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue } from '@tillwatch/catalogue';
import { yamlLines } from './yaml-lines.js';

const SHIPPED = join(__dirname, '../../../../config');
const { errors } = loadCatalogue([SHIPPED]);
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillwatch-yaml-'));
  mkdirSync(join(dir, 'catalogue/errors'), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the lines that keep a mapping', () => {
  it.each([
    { provider: 'our-pay', code: '0054' },
    { provider: 'Yes', code: 'a"b\\c,#d', method: 'Card' },
    { provider: '', code: '한도' },
  ])('are a file, or belong into one, that reads as the mapping does: %j', (code) => {
    const file = yamlLines({ ...code, category: 'timeout' }, errors);
    const path = join(dir, file?.path ?? '');
    if (file?.shipped === true) {
      cpSync(join(SHIPPED, file.path), path);
      writeFileSync(path, `\n${file.lines}\n`, { flag: 'a' });
    } else writeFileSync(path, `${file?.lines ?? ''}\n`);
    const own = loadCatalogue([SHIPPED, dir]).errors;
    expect(own.lookUp(code)).toMatchObject({ category: 'timeout', how: 'code' });
    if (code.method !== undefined) expect(own.lookUp({ ...code, method: 'transfer' }).how).toBe('code');
  });

  it('are not there for what a file cannot hold', () => {
    for (const code of [
      { provider: 'p', code: 'two words' },
      { provider: 'p', code: 'A*' },
      { provider: 'p', code: 'A1..A3' },
      { provider: '결제', code: 'A' },
    ])
      expect(yamlLines({ ...code, category: 'timeout' }, errors)).toBeNull();
  });
});
