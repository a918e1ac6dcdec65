import { CatalogueError, formatFault } from '@tillwatch/catalogue';
import { parseMap } from './read-map.js';

const faultsOf = (text: string): string[] => {
  try {
    parseMap('m.yaml', text);
    return [];
  } catch (error) {
    if (error instanceof CatalogueError) return error.faults.map((fault) => formatFault(fault, 'en'));
    throw error;
  }
};

describe('reading a map file', () => {
  it('lists every fault with its line', () => {
    expect(
      faultsOf(`source: { format: csv, encoding: klingon }
time: { column: t, format: HH, zone: Mars/Phobos }
span: soon
event:
  journey: { columns: a }
  stage: { column: a, match: [{ pattern: '(', value: x }] }
  outcome: { column: a, template: b }
colour: red
`),
    ).toEqual([
      'm.yaml:1: source.encoding: expected a text encoding such as utf-8 or euc-kr, found "klingon"',
      'm.yaml:2: time.zone: expected a time zone such as Asia/Seoul, found "Mars/Phobos"',
      'm.yaml:3: span: expected a length of time such as 30s, 30m, 2h or 1d, found "soon"',
      'm.yaml:5: event.journey.columns: not a known entry here',
      'm.yaml:5: event.journey: expected either column or template, found "{"columns":"a"}"',
      'm.yaml:6: event.stage.match.0.pattern: expected a valid regular expression, found "("',
      'm.yaml:7: event.outcome: expected either column or template, found "{"column":"a","template":"b"}"',
      'm.yaml:8: colour: not a known entry here',
    ]);
  });

  it('lists what is missing although every part is well-formed', () => {
    expect(
      faultsOf(`source: { format: csv }
time: { column: t, format: 'HH:mm' }
event: { journey: checkout }
emit:
  - event: { stage: a, outcome: ok }
  - event: { stage: a }
`),
    ).toEqual([
      'm.yaml:2: time.zone: expected a time zone (such as Asia/Seoul), because the format has no Z',
      'm.yaml:2: time.date: expected a date, because the format has no day',
      'm.yaml:6: emit.1: another rule is called "a" too; give each an id',
      'm.yaml:6: emit.1.event.outcome: missing; every event needs one',
    ]);
  });

  it.each([
    ['{ same: [a], within: soon }', ['within: expected a length of time such as 30s, 30m, 2h or 1d, found "soon"']],
    ['{ same: a, within: 2d }', ['within: expected at most one day (1d), found "2d"']],
    ['{ same: [a] }', ['within: missing; expected a length of time such as 30s, 30m, 2h or 1d']],
    ['{ sames: a, within: 60s }', ['same: missing; expected text', 'sames: not a known entry here']],
    ['{ column: b, same: a, within: 60s }', ['column: not a known entry here']],
  ])('tells what is wrong with purchase: %s', (purchase, faults) => {
    const map = `source: { format: csv }\ntime: { column: t }\nevent:\n  { journey: j, stage: s, outcome: ok,\n  purchase: ${purchase} }\n`;
    expect(faultsOf(map)).toEqual(faults.map((fault) => `m.yaml:5: event.purchase.${fault}`));
  });

  it('lets tries be found of single attempts only, and by the map as a whole', () => {
    const retried = 'purchase: { same: a, within: 60s }';
    expect(
      faultsOf(`source: { format: csv }
time: { column: t }
count: { column: n }
event: { journey: j, stage: s, outcome: ok, ${retried} }
`),
    ).toEqual(['m.yaml:4: event.purchase: does not go with count: a row of many attempts is no try of one purchase']);
    expect(
      faultsOf(`source: { format: csv }
time: { column: t }
event: { journey: j, stage: s }
emit: [{ event: { outcome: ok, ${retried} } }]
`)[0],
    ).toBe('m.yaml:4: emit.0.event.purchase.same: not a known entry here');
  });
});
