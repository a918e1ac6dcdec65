import type { WireEvent } from '@tillwatch/contract';
import type { EventSpec } from './event-schema.js';
import type { Problem } from './problem.js';
import { compileValue, type ReadValue, type Scalar } from './read-value.js';
import type { Row } from './row.js';
import type { ValueSpec } from './value-schema.js';

/** The fields a map file says for an event, as read of one record; checked against the contract afterwards. */
export type Fields = Partial<Record<keyof WireEvent, unknown>>;

/** Reads the fields of one event. */
export type ReadFields = (row: Row, problems: Problem[]) => Fields;

const PLAIN = ['journey', 'stage', 'outcome', 'class', 'attempt', 'purchase', 'revision', 'durationMs', 'userAgent', 'final'] as const;
const NUMBERS: readonly string[] = ['revision', 'durationMs', 'amount.value'];
const TEXTS: readonly string[] = ['attempt', 'purchase', 'userAgent', 'error.code', 'error.message', 'journey', 'stage'];

/** An event's fields as a rule says them, laid over what all events of the map have in common. */
export function overlay(base: EventSpec, over: EventSpec): EventSpec {
  return { ...base, ...over, dimensions: { ...base.dimensions, ...over.dimensions } };
}

/** Compiles the fields of one event. */
export function compileFields(spec: EventSpec): ReadFields {
  const readers = PLAIN.flatMap((field) => (spec[field] === undefined ? [] : [{ field, read: compileField(spec[field], field) }]));
  const dimensions = compileGroup(spec.dimensions ?? {}, 'dimensions');
  const error = compileGroup(spec.error ?? {}, 'error');
  const amount = compileGroup(spec.amount ?? {}, 'amount');
  return (row, problems) => {
    const fields: Fields = {};
    for (const { field, read } of readers) {
      const value = read(row, problems);
      if (value !== undefined) fields[field] = value;
    }
    const groups = { dimensions: dimensions(row, problems), error: error(row, problems), amount: amount(row, problems) };
    if (groups.dimensions !== undefined) fields.dimensions = groups.dimensions;
    if (groups.error !== undefined) fields.error = groups.error;
    // An amount without a value is no amount; its constant currency alone says nothing.
    if (groups.amount?.['value'] !== undefined) fields.amount = groups.amount;
    return fields;
  };
}

type ReadGroup = (row: Row, problems: Problem[]) => Record<string, Scalar> | undefined;

function compileGroup(specs: Readonly<Record<string, ValueSpec | undefined>>, path: string): ReadGroup {
  const readers = Object.entries(specs).flatMap(([name, spec]) =>
    spec === undefined ? [] : [{ name, read: compileField(spec, `${path}.${name}`) }],
  );
  return (row, problems) => {
    const entries = readers.map(({ name, read }) => [name, read(row, problems)] as const);
    const present = entries.filter((entry): entry is readonly [string, Scalar] => entry[1] !== undefined);
    return present.length === 0 ? undefined : Object.fromEntries(present);
  };
}

/** Gives a field the type the contract wants of it: files hold text, YAML constants may be numbers. */
function compileField(spec: ValueSpec, path: string): ReadValue {
  const isText = TEXTS.includes(path) || path.startsWith('dimensions.');
  const read = compileValue(spec, path, NUMBERS.includes(path));
  if (isText) {
    return (row, problems) => {
      const value = read(row, problems);
      return value === undefined ? undefined : String(value);
    };
  }
  if (path !== 'final') return read;
  return (row, problems) => {
    const value = read(row, problems);
    return value === 'true' ? true : value === 'false' ? false : value;
  };
}
