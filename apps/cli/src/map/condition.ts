import type { Row } from './row.js';
import type { ConditionSpec, TestSpec } from './value-schema.js';

/** Whether a record is one that a rule is about. */
export type Condition = (row: Row) => boolean;

type Test = (text: string | undefined) => boolean;

/** Compiles a condition; every column's test must hold. */
export function compileCondition(spec: ConditionSpec | undefined): Condition {
  const tests = Object.entries(spec ?? {}).map(([column, test]) => ({ column, test: compileTest(test) }));
  return (row) => tests.every(({ column, test }) => test(row.get(column)));
}

function compileTest(spec: TestSpec): Test {
  if (typeof spec !== 'object' || Array.isArray(spec)) return among(spec);
  const tests: Test[] = [];
  const { not, min, max, empty, matches } = spec;
  if (not !== undefined) tests.push(negated(among(not)));
  if (min !== undefined) tests.push((text) => text !== undefined && Number(text) >= min);
  if (max !== undefined) tests.push((text) => text !== undefined && Number(text) <= max);
  if (empty !== undefined) tests.push((text) => (text === undefined) === empty);
  if (matches !== undefined) {
    const pattern = new RegExp(matches, 'iu');
    tests.push((text) => text !== undefined && pattern.test(text));
  }
  return (text) => tests.every((test) => test(text));
}

function among(values: string | number | boolean | readonly (string | number | boolean)[]): Test {
  const texts = new Set([values].flat().map(String));
  return (text) => text !== undefined && texts.has(text);
}

function negated(test: Test): Test {
  return (text) => !test(text);
}
