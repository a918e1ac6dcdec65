import { compileCondition } from './condition.js';
import type { Problem } from './problem.js';
import { compileValue } from './read-value.js';
import { conditionSchema, valueSchema } from './value-schema.js';

const row = (columns: Readonly<Record<string, string>>) => ({ line: 1, number: 1, get: (column: string) => columns[column] });
const read = (spec: unknown, columns: Readonly<Record<string, string>>): unknown => {
  const problems: Problem[] = [];
  const value = compileValue(valueSchema.parse(spec), 'f')(row(columns), problems);
  return problems.length > 0 ? problems.map((problem) => problem.code) : value;
};

describe('reading a value', () => {
  it.each<[unknown, Readonly<Record<string, string>>, unknown]>([
    ['constant', {}, 'constant'],
    [{ column: ['a', 'b'] }, { b: 'x' }, 'x'],
    [{ template: '{a}-{b}' }, { a: '1', b: '2' }, '1-2'],
    [{ template: '{a}-{b}' }, { a: '1' }, undefined],
    [{ column: 'a', map: { '1': 'ok' } }, { a: '1' }, 'ok'],
    [{ column: 'a', map: { '1': 'ok' } }, { a: '2' }, ['invalid_value']],
    [{ column: 'a', map: { '1': 'ok' }, unmapped: 'keep' }, { a: '2' }, '2'],
    [{ column: 'a', map: { '1': 'ok' }, unmapped: 'omit' }, { a: '2' }, undefined],
    [{ column: 'a', map: { '1': null }, otherwise: 'x' }, { a: '1' }, undefined],
    [{ column: 'a', map: { '1': 'ok' }, otherwise: 'x' }, { a: 'toString' }, 'x'],
    [{ column: 'a', match: [{ pattern: '^5', value: 'system' }], otherwise: null }, { a: '404' }, undefined],
    [{ column: 'a', empty: 'none' }, {}, 'none'],
    [{ column: 'a', case: 'lower' }, { a: 'VISA' }, 'visa'],
    [{ column: 'a', when: { b: 'x' } }, { a: '1', b: 'y' }, undefined],
    [{ column: 'a', decimal: ',' }, { a: '1.234,5' }, 1234.5],
    [{ column: 'a', decimal: '.' }, { a: '1,234.5' }, 1234.5],
    [{ column: 'a', scale: 1000 }, { a: '1,5' }, ['invalid_type']],
    [{ column: 'a', scale: 1000, round: 0 }, { a: '1.0005' }, 1001],
    [{ column: 'a', round: 2 }, { a: '1.005' }, 1.01],
    [{ column: 'a', round: 1 }, { a: '-0.25' }, -0.3],
  ])('%j of %j is %j', (spec, columns, expected) => expect(read(spec, columns)).toEqual(expected));
});

describe('a condition', () => {
  it.each<[unknown, boolean]>([
    [{ status: 200 }, true],
    [{ status: [200, 'x'], kind: 'get' }, false],
    [{ status: { min: 200, max: 299 } }, true],
    [{ status: { not: [200, 201] } }, false],
    [{ kind: { empty: false } }, true],
    [{ nothing: { empty: true } }, true],
    [{ nothing: { min: 0 } }, false],
    [{ kind: { matches: '^GE' } }, true],
    [{}, true],
  ])('%j: %s', (spec, expected) => {
    expect(compileCondition(conditionSchema.parse(spec))(row({ status: '200', kind: 'GET' }))).toBe(expected);
  });
});
