import { compileCondition } from './condition.js';
import { shown, type Problem } from './problem.js';
import type { Row } from './row.js';
import type { ReadSpec, ValueSpec } from './value-schema.js';

export type Scalar = string | number | boolean;

/** Reads a field's value from a record; undefined leaves the field away. What is wrong is added to `problems`. */
export type ReadValue = (row: Row, problems: Problem[]) => Scalar | undefined;

/** The text of the first of several columns that the record has. */
export function firstOf(columns: string | readonly string[]): (row: Row) => string | undefined {
  if (typeof columns === 'string') return (row) => row.get(columns);
  return (row) => {
    for (const column of columns) {
      const text = row.get(column);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

/** Fills a text's `{column}` places; undefined where one of the columns is empty. */
export function compileTemplate(template: string): (row: Row) => string | undefined {
  const places = [...template.matchAll(/\{([^{}]+)\}/g)].map((found) => found[1] ?? '');
  return (row) => {
    if (places.some((column) => row.get(column) === undefined)) return undefined;
    return template.replace(/\{([^{}]+)\}/g, (_, column: string) => row.get(column) ?? '');
  };
}

/** Reads text from a column or a template. */
export function compileText(spec: {
  column?: string | readonly string[] | undefined;
  template?: string | undefined;
}): (row: Row) => string | undefined {
  return spec.template === undefined ? firstOf(spec.column ?? []) : compileTemplate(spec.template);
}

/** Compiles how a field is read. `path` is the field, named in problems; `isNumber`: its text must be a number. */
export function compileValue(spec: ValueSpec, path: string, isNumber = false): ReadValue {
  if (typeof spec !== 'object') return () => spec;
  const text = compileText(spec);
  const applies = compileCondition(spec.when);
  const translate = compileTranslation(spec, path);
  const arithmetic = compileArithmetic(spec, path, isNumber);
  return (row, problems) => {
    if (!applies(row)) return undefined;
    const found = text(row);
    if (found === undefined) return spec.empty ?? undefined;
    const value = translate(found, problems);
    return typeof value === 'string' ? arithmetic(value, problems) : value;
  };
}

type Translate = (text: string, problems: Problem[]) => Scalar | undefined;

function compileTranslation(spec: ReadSpec, path: string): Translate {
  const { map, match, otherwise, unmapped } = spec;
  const known = new Map(Object.entries(map ?? {}));
  const patterns = (match ?? []).map(({ pattern, value }) => ({ pattern: new RegExp(pattern, 'iu'), value }));
  const cased = (text: string): string =>
    spec.case === undefined ? text : spec.case === 'lower' ? text.toLowerCase() : text.toUpperCase();
  if (map === undefined && match === undefined) return cased;
  const expected = [...known.keys(), ...patterns.map(({ pattern }) => pattern.toString())].slice(0, 12).join(', ');
  return (text, problems) => {
    if (known.has(text)) return known.get(text) ?? undefined;
    const found = patterns.find(({ pattern }) => pattern.test(text));
    if (found !== undefined) return found.value ?? undefined;
    if (otherwise !== undefined) return otherwise ?? undefined;
    if (unmapped !== 'reject') return unmapped === 'keep' ? cased(text) : undefined;
    const message = {
      ko: `맵에 없는 값입니다: ${shown(text)} (맵에 있는 값: ${expected})`,
      en: `the map does not know ${shown(text)}; it knows ${expected}`,
    };
    problems.push({ code: 'invalid_value', path, message });
    return undefined;
  };
}

function compileArithmetic({ decimal, scale, round }: ReadSpec, path: string, isNumber: boolean): Translate {
  if (!isNumber && decimal === undefined && scale === undefined && round === undefined) return (text) => text;
  return (text, problems) => {
    const number = numberOf(text, decimal) * (scale ?? 1);
    if (Number.isFinite(number)) return round === undefined ? number : roundTo(number, round);
    problems.push({
      code: 'invalid_type',
      path,
      message: { ko: `숫자가 아닙니다: ${shown(text)}`, en: `expected a number, found ${shown(text)}` },
    });
    return undefined;
  };
}

/** Without a named decimal separator "1,5" is no number: it could be one and a half or fifteen. */
function numberOf(text: string, decimal: '.' | ',' | undefined): number {
  const ungrouped = decimal === undefined ? text : text.replaceAll(decimal === ',' ? '.' : ',', '');
  const plain = decimal === ',' ? ungrouped.replace(',', '.') : ungrouped;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** Rounds halves away from zero, on the decimal digits people see (1.005 → 1.01). */
function roundTo(number: number, digits: number): number {
  return Number(`${Math.sign(number) * Math.round(Number(`${Math.abs(number)}e${digits}`))}e-${digits}`);
}
