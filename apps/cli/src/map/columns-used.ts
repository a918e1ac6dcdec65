import { fieldsOf, retriedOf, type EventSpec } from './event-schema.js';
import type { MapSpec } from './map-schema.js';
import type { ConditionSpec, ValueSpec } from './value-schema.js';

/** Names one column goes by; a file must have one of them. */
export type Alternatives = readonly string[];

/** The columns a map reads from a file's own records (not those that `unpivot` and `join` add). */
export function columnsUsed(spec: MapSpec): Alternatives[] {
  const events = [fieldsOf(spec.event), ...(spec.emit ?? []).map(({ event }) => event)];
  const conditions = [...spec.skip, ...(spec.emit ?? [])].flatMap(({ when }) => ofCondition(when));
  const time = ofSource(spec.time ?? { column: 'time' });
  const count = spec.count === undefined ? [] : [[spec.count.column].flat()];
  const keys = [spec.rowKey ?? [], retriedOf(spec.event)?.same ?? []].flat(2).map((column) => [column]);
  const joins = spec.join.flatMap(({ on }) => Object.keys(on).map((column) => [column]));
  const wide = (spec.unpivot?.columns ?? []).map((column) => [column]);
  const added = [spec.unpivot?.name, spec.unpivot?.value, ...spec.join.flatMap(({ columns }) => columns)];
  const read = [...events.flatMap(ofEvent), ...conditions, ...time, ...count, ...keys, ...joins, ...wide];
  return read.filter((names) => names.length > 0 && !names.some((name) => added.includes(name)));
}

function ofEvent(event: EventSpec): Alternatives[] {
  const { dimensions, amount, error, ...plain } = event;
  return [plain, dimensions, amount, error].flatMap((group) => Object.values(group ?? {}).flatMap((value) => ofValue(value)));
}

function ofValue(value: ValueSpec | undefined): Alternatives[] {
  return typeof value === 'object' ? [...ofSource(value), ...ofCondition(value.when)] : [];
}

function ofSource({ column, template }: { column?: string | string[] | undefined; template?: string | undefined }): Alternatives[] {
  if (column !== undefined) return [[column].flat()];
  return [...(template ?? '').matchAll(/\{([^{}]+)\}/g)].map((found) => [found[1] ?? '']);
}

function ofCondition(condition: ConditionSpec | undefined): Alternatives[] {
  return Object.keys(condition ?? {}).map((column) => [column]);
}
