import { parseDuration } from '@tillwatch/catalogue';
import type { WireEvent } from '@tillwatch/contract';
import { checkEvent } from './check-event.js';
import { compileCondition, type Condition } from './condition.js';
import { fieldsOf, retriedOf } from './event-schema.js';
import { compileFields, overlay, type ReadFields } from './event-template.js';
import type { MapSpec } from './map-schema.js';
import type { Problem } from './problem.js';
import { compileTime, type ReadMoment } from './read-time.js';
import { compileCount, compileKey, type ReadCount, type ReadKey } from './read-key.js';
import { compileRetries, type FindTry, type Try } from './retries.js';
import { withColumns, type Row } from './row.js';

/**
 * What became of one record: its events, or why there are none. A record with a problem gives no event at all, so that
 * what is half understood is never counted; one that a rule leaves out is skipped with that rule's reason.
 */
export interface MappedRow {
  readonly line: number;
  readonly number: number;
  readonly events: readonly WireEvent[];
  readonly problems: readonly Problem[];
  /** Why the record gives no event although nothing is wrong with it. */
  readonly skipped?: string;
}

/** Records left out because no `emit` rule is about them, and because they stand for nothing. */
export const NO_RULE = 'no_rule';
export const COUNT_ZERO = 'count_zero';

interface Rule {
  readonly when: Condition;
  readonly suffix: string;
  readonly fields: ReadFields;
}

interface Compiled {
  readonly dataset: string;
  readonly spec: MapSpec;
  readonly key: ReadKey;
  readonly rules: readonly Rule[];
  readonly skips: readonly { readonly when: Condition; readonly reason: string }[];
  readonly moment: ReadMoment;
  /** Finds the purchase of a record, where the map says how. */
  readonly findTry: FindTry | undefined;
  readonly count: ReadCount | undefined;
  readonly spanMs: number | undefined;
}

/** Turns records into events as a map file says. Records must come in the order of the file. */
export type MapRow = (row: Row) => MappedRow;

/** Names of the `emit` rules as they end event ids; '' where there is one event to a record. */
export function ruleNames(spec: MapSpec): string[] {
  const rules = spec.emit ?? [{ event: {}, id: undefined }];
  if (rules.length === 1 && rules[0]?.id === undefined) return [''];
  return rules.map(({ id, event }, index) => id ?? (typeof event.stage === 'string' ? event.stage : String(index + 1)));
}

/**
 * Compiles a map file.
 *
 * @param dataset begins every event's id, so that the same file imported twice gives the same ids
 * @param parameters values of the map's parameters
 */
export function compileMap(spec: MapSpec, dataset: string, parameters: ReadonlyMap<string, string>): MapRow {
  const suffixes = ruleNames(spec);
  const common = fieldsOf(spec.event);
  const retried = retriedOf(spec.event);
  const compiled: Compiled = {
    dataset,
    spec,
    key: compileKey(spec.rowKey),
    rules: (spec.emit ?? [{ event: {}, when: undefined }]).map(({ when, event }, index) => ({
      when: compileCondition(when),
      suffix: suffixes[index] ?? '',
      fields: compileFields(overlay(common, event)),
    })),
    skips: spec.skip.map(({ when, reason }) => ({ when: compileCondition(when), reason })),
    moment: compileTime(spec.time ?? { column: 'time' }, parameters),
    findTry: retried === undefined ? undefined : compileRetries(retried),
    count: spec.count === undefined ? undefined : compileCount(spec.count.column),
    spanMs: spec.span === undefined ? undefined : parseDuration(spec.span),
  };
  return (row) => mapRow(compiled, row);
}

function mapRow(compiled: Compiled, row: Row): MappedRow {
  const parts = unpivoted(compiled.spec, row).map((part) => mapPart(compiled, part.row, part.suffix));
  const problems = parts.flatMap((part) => part.problems);
  const events = problems.length > 0 ? [] : parts.flatMap((part) => part.events);
  const skipped = parts.find((part) => part.skipped !== undefined)?.skipped;
  const place = { line: row.line, number: row.number, events, problems };
  return problems.length === 0 && events.length === 0 ? { ...place, skipped: skipped ?? NO_RULE } : place;
}

/** A wide record as the long ones it stands for; a column that is empty stands for none. */
function unpivoted({ unpivot }: MapSpec, row: Row): { row: Row; suffix: string }[] {
  if (unpivot === undefined) return [{ row, suffix: '' }];
  return unpivot.columns.flatMap((column) => {
    const text = row.get(column);
    if (text === undefined) return [];
    const columns = new Map([
      [unpivot.name, column],
      [unpivot.value, text],
    ]);
    return [{ row: withColumns(row, columns), suffix: `:${column}` }];
  });
}

type Part = Pick<MappedRow, 'events' | 'problems' | 'skipped'>;

function mapPart(compiled: Compiled, row: Row, suffix: string): Part {
  const { dataset, rules, skips, moment, spanMs } = compiled;
  const skip = skips.find(({ when }) => when(row));
  if (skip !== undefined) return { events: [], problems: [], skipped: skip.reason };
  const fired = rules.filter(({ when }) => when(row));
  if (fired.length === 0) return { events: [], problems: [], skipped: NO_RULE };
  const problems: Problem[] = [];
  const count = compiled.count?.(row, problems);
  if (count === 0) return { events: [], problems, skipped: COUNT_ZERO };
  const key = compiled.key(row, problems);
  const attempt = `${dataset}:${key}${suffix}`;
  const { purchase, at } = tryOf(compiled, row, { attempt, at: moment(row, problems) }, problems);
  const counted = count === undefined ? {} : { count, ...(spanMs === undefined ? {} : { spanMs }) };
  const shared = { ...counted, occurredAt: at === undefined ? undefined : new Date(at).toISOString() };
  const named = purchase === undefined ? { attempt } : { attempt, purchase };
  const drafts = fired.map(({ suffix: rule, fields }) => {
    return { ...named, ...fields(row, problems), id: rule === '' ? attempt : `${attempt}:${rule}`, ...shared };
  });
  if (problems.length > 0) return { events: [], problems };
  const checked = drafts.map(checkEvent);
  return { events: checked.flatMap(({ event }) => event ?? []), problems: checked.flatMap((one) => one.problems) };
}

/** A record with a wrong value elsewhere is a try all the same: the purchase keeps its name when the value is put right. */
function tryOf(
  { findTry }: Compiled,
  row: Row,
  { attempt, at }: { attempt: string; at: number | undefined },
  problems: Problem[],
): Partial<Try> {
  if (findTry === undefined || at === undefined || problems.length > 0) return { at };
  return findTry(row, { name: attempt, at }, problems);
}
