import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalogue, loadCatalogue } from '../index.js';

const SHIPPED = join(__dirname, '../../../../config');
const CATEGORIES = readFileSync(join(SHIPPED, 'catalogue/errors/categories.yaml'), 'utf8');

describe('reading the error vocabulary', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tillwatch-errors-'));
    mkdirSync(join(dir, 'catalogue/errors'), { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (name: string, text: string): void => writeFileSync(join(dir, 'catalogue/errors', name), text);
  const faults = (dirs = [dir]): string[] =>
    checkCatalogue(dirs).faults.map(({ file, line, path, message }) => `${file.split('/').at(-1) ?? ''}:${line} ${path}: ${message.en}`);

  it('lists what is wrong with a file of codes by line', () => {
    write('categories.yaml', CATEGORIES);
    write(
      'pay.yaml',
      `id: pay
source: a table
include:
  - { set: nowhere, prefix: '0' }
entries:
  - { codes: [A1], category: late, meaning: { ko: 가, en: a } }
  - { codes: [B1], category: timeout, meaning: { ko: 가 } }
  - { codes: 54, category: timeout, meaning: { ko: 가, en: a } }
  - { codes: [C*D], category: timeout, meaning: { ko: 가, en: a } }
`,
    );
    expect(faults()).toEqual([
      expect.stringMatching(/^pay\.yaml:6 entries\.0\.category: expected one of customer_cancelled, .* found "late"$/),
      'pay.yaml:7 entries.1.meaning.en: missing; expected text',
      expect.stringMatching(/^pay\.yaml:8 entries\.2\.codes: expected codes: '0054' \(numbers in quotes\).* found "54"$/),
      expect.stringMatching(/^pay\.yaml:9 entries\.3\.codes\.0: expected codes/),
    ]);
  });

  it('finds codes that are there twice, ranges that are none and sets that cannot be included', () => {
    write('categories.yaml', CATEGORIES);
    write(
      'card.yaml',
      "id: card\nsource: s\ninclude: [{ set: pay }]\nentries: [{ codes: ['1'], category: timeout, meaning: { ko: 가, en: a } }]\n",
    );
    write(
      'pay.yaml',
      `id: pay
source: s
include:
  - { set: nowhere }
  - { set: card }
entries:
  - { codes: A1..A9, category: timeout, meaning: { ko: 가, en: a } }
  - { codes: [a3], category: network, meaning: { ko: 가, en: a } }
  - { codes: [A3], method: card, category: network, meaning: { ko: 가, en: a } }
  - { codes: [B1..C2], category: network, meaning: { ko: 가, en: a } }
`,
    );
    expect(faults()).toEqual([
      expect.stringContaining('card.yaml:3 include.0.set: a set that includes others'),
      'pay.yaml:8 entries.1.codes.0: listed before in this file: A3',
      expect.stringContaining('pay.yaml:10 entries.3.codes.0: expected a range'),
      'pay.yaml:4 include.0.set: no such set of codes; there are card, pay',
      expect.stringContaining('pay.yaml:5 include.1.set: a set that includes others'),
    ]);
  });

  it('takes plain text for messages and no regular expression', () => {
    write('categories.yaml', CATEGORIES);
    write('text.yaml', 'texts:\n  - category: timeout\n    any:\n      - 시간*초과\n      - (a+)+$\n      - x\n      - a*\n');
    expect(faults().map((fault) => fault.slice(0, fault.indexOf(': ')))).toEqual([
      'text.yaml:5 texts.0.any.1',
      'text.yaml:6 texts.0.any.2',
      'text.yaml:7 texts.0.any.3',
    ]);
  });

  it('wants every category, and the file of them', () => {
    write('pay.yaml', 'id: pay\nsource: s\n');
    expect(faults()).toEqual([expect.stringContaining('categories.yaml:0 : missing')]);
    write('categories.yaml', CATEGORIES.replace(/ {2}abandoned:(\n {4}.*)+/, ''));
    expect(faults()).toEqual([expect.stringContaining('categories.yaml:6 categories.abandoned: missing')]);
  });

  it('lets an installation put its own file in the place of a shipped one and add providers', () => {
    write('stripe.yaml', 'id: stripe\nsource: ours\nentries: [{ codes: [ours], category: timeout, meaning: { ko: 가, en: a } }]\n');
    write('our-pay.yaml', "id: our-pay\nsource: ours\ninclude: [{ set: card-van, prefix: 'Z' }]\n");
    const { errors } = loadCatalogue([SHIPPED, dir]);
    expect(errors.lookUp({ provider: 'stripe', code: 'ours' })).toMatchObject({ category: 'timeout', source: 'ours' });
    expect(errors.lookUp({ provider: 'stripe', code: 'do_not_honor' }).category).toBe('unknown');
    expect(errors.lookUp({ provider: 'our-pay', code: 'Z54' }).category).toBe('insufficient_funds');
  });
});
