import fc from 'fast-check';
import { describeJsonFault, locateJsonFault } from './json-fault.js';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('locateJsonFault', () => {
  it.each([
    ['{"a": 1, b}', 'line 1, column 10: expected a field name in double quotes'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: expected a comma or }'],
    ['{"a" 1}', 'line 1, column 6: expected a colon after the field name'],
    ['[1, 2', 'line 1, column 6: expected a comma or ]'],
    ['[1,]', 'line 1, column 4: expected a value'],
    ['{\n  "a": \'x\'\n}', 'line 2, column 8: expected a value'],
    ['{"a": "x', 'line 1, column 9: expected the closing quote of a text'],
    ['{"a": "\\x"}', 'line 1, column 8: expected an escape such as \\n after the backslash'],
    ['{"a": 01}', 'line 1, column 8: expected a comma or }'],
    [
      '{"id":"1"}\n{"id":"2"}',
      'line 2, column 1: expected nothing more (for several events send an array, or one a line as application/x-ndjson)',
    ],
    ['attempt=first-1&journey=checkout', 'line 1, column 1: expected a value'],
  ])('says where %j goes wrong', (text, expected) => {
    expect(describeJsonFault(text).en).toBe(expected);
  });

  it('finds a fault exactly where JSON.parse refuses, and never past the end', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '{', '}', ',', ':', '\\', 'x', '0', '\n'))
      .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
    fc.assert(
      fc.property(damaged, (text) => {
        const { line, column, expected } = locateJsonFault(text);
        const offset =
          text
            .split('\n')
            .slice(0, line - 1)
            .join('\n').length +
          (line > 1 ? 1 : 0) +
          column -
          1;
        expect(offset).toBeLessThanOrEqual(text.length);
        if (isJson(text)) expect([offset, expected.en.slice(0, 12)]).toEqual([text.length, 'nothing more']);
        else expect(isJson(text.slice(0, offset)) && offset === text.length).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('walks long and deep texts', () => {
    expect(locateJsonFault('['.repeat(1_000_000)).column).toBe(1_000_001);
    expect(locateJsonFault(`"${'a'.repeat(5_000_000)}`).column).toBe(5_000_002);
  });
});
