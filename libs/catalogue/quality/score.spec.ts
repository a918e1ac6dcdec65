import { join } from 'node:path';
import { loadCatalogue } from '../src/load.js';
import { LABELS_FOLDER, parseLabels, readLabels } from './labels.js';
import { score, shareRight } from './score.js';

const ROOT = join(__dirname, '../../..');
const { errors } = loadCatalogue([join(ROOT, 'config')]);
const labels = readLabels(join(ROOT, LABELS_FOLDER));

describe('labels', () => {
  it('are read whatever the order of columns, with commas and quotes in them', () => {
    const text = 'category,code,provider,text_ko_or_en,method\r\ntimeout,CC72,nhn-kcp,"a, ""b""",card\n\nunknown,9999,nhn-kcp,,\n';
    expect(parseLabels('a.csv', text)).toEqual([
      { provider: 'nhn-kcp', method: 'card', code: 'CC72', text: 'a, "b"', category: 'timeout' },
      { provider: 'nhn-kcp', method: '', code: '9999', text: '', category: 'unknown' },
    ]);
  });

  it('are refused by file and row where they cannot be used', () => {
    expect(() => parseLabels('a.csv', 'provider,code\n')).toThrow('a.csv: no column method, text_ko_or_en, category');
    expect(() => parseLabels('a.csv', 'provider,method,code,text_ko_or_en,category\np,,1,t,late\n')).toThrow('a.csv: row 2: "late"');
  });

  it('are counted by what found them, the text apart', () => {
    const label = { provider: 'nhn-kcp', method: 'card', text: '' };
    const made = [
      { ...label, code: 'CC72', category: 'timeout' as const },
      { ...label, code: 'CC98', category: 'timeout' as const },
      { ...label, code: 'new-1', text: '잔액 부족', category: 'insufficient_funds' as const },
      { ...label, code: 'new-2', text: '잔액 부족', category: 'timeout' as const },
      { ...label, code: 'new-3', text: '?', category: 'timeout' as const },
    ];
    const [own] = score(made, errors);
    expect(own).toMatchObject({ labelled: 5, right: 1, wrong: 1, textRight: 1, textWrong: 1, unknown: 1 });
    expect(own?.confusions.map(({ label: { code }, found }) => `${code} ${found}`)).toEqual([
      ...['CC98 issuer_unavailable', 'new-2 insufficient_funds', 'new-3 unknown'],
    ]);
  });
});

describe('published codes that people labelled', () => {
  const scores = score(labels, errors);

  if (scores.length === 0) {
    it.skip(`are put into the right category (skipped: no *.csv in ${LABELS_FOLDER})`, () => undefined);
  } else {
    it.each(scores)('of $provider: at least 90 % of $labelled are right by the code alone', (own) => {
      expect({ provider: own.provider, isGood: shareRight(own) >= 0.9, share: shareRight(own) }).toMatchObject({ isGood: true });
    });
  }
});
