import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askedOf, commandOf, fill, longerRunOf } from './document.js';

const DOCUMENT = 'before\n<!-- delays: generated -->\n<!-- /delays -->\n<!-- demo: generated -->\n<!-- /demo -->\nafter\n';
const [plain, full] = [askedOf([]), askedOf(['--full'])];
const days = (n: number): ReturnType<typeof askedOf> => askedOf(['--only', 'demo', '--days', String(n)]);

describe('the document of the quality', () => {
  it('says of each section by which command it was made', () => {
    const document = fill(DOCUMENT, { name: 'delays', text: 'a table' }, full);
    expect(document).toContain('Made by `npm run quality -- --full --only delays`.\n\na table\n');
    expect(commandOf('demo', days(12))).toBe('npm run quality -- --only demo --days 12');
    expect(fill(document, { name: 'delays', text: 'another' }, full)).toBe(document.replace('a table', 'another'));
  });

  it('keeps what a longer run has written, and replaces what one as long has', () => {
    const long = fill(DOCUMENT, { name: 'delays', text: 'long' }, full);
    expect(longerRunOf(long, 'delays', plain)).toBe('npm run quality -- --full --only delays');
    expect(longerRunOf(long, 'delays', full)).toBeUndefined();
    expect(longerRunOf(long, 'demo', plain)).toBeUndefined();
  });

  it('compares days with days, however they were asked for', () => {
    const twelve = fill(DOCUMENT, { name: 'demo', text: 'days' }, days(12));
    expect(longerRunOf(twelve, 'demo', plain)).toBe('npm run quality -- --only demo --days 12');
    expect(longerRunOf(twelve, 'demo', days(11))).toBeDefined();
    expect(longerRunOf(twelve, 'demo', days(12))).toBeUndefined();
    expect(longerRunOf(twelve, 'demo', full)).toBeUndefined();
  });

  it('refuses a section without markers', () => {
    expect(() => longerRunOf('', 'delays', plain)).toThrow('has no markers');
  });

  it('is, as it is committed, read in every section', () => {
    const committed = readFileSync(join(__dirname, '../../docs/quality.md'), 'utf8');
    const longer = ['delays', 'alarms', 'rivals', 'volume', 'latency', 'scenarios', 'demo'].map((name) => {
      expect(committed).toContain(`<!-- ${name}: generated -->\n\nMade by \`npm run quality -- `);
      return longerRunOf(committed, name, askedOf(['--runs', '0', '--days', '0']));
    });
    expect(longer.filter((command) => command !== undefined).length).toBeGreaterThanOrEqual(4);
  });
});
