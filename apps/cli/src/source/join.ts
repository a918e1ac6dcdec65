import { dirname, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { MapSpec } from '../map/map-schema.js';
import type { Problem } from '../map/problem.js';
import { withColumns, type Row } from '../map/row.js';
import { openFile, recordsOf } from './open-source.js';
import { unreadable } from './record.js';
import { SourceError } from './source-error.js';

type JoinSpec = MapSpec['join'][number];

/** A record with the columns of its partners, or why it may not go on without one. */
export type Joined = { readonly row: Row } | { readonly problem: Problem };

/** Adds to a record the columns of the records of other files that belong to it. */
export type Join = (row: Row) => Joined;

interface Side {
  readonly spec: JoinSpec;
  readonly partners: ReadonlyMap<string, ReadonlyMap<string, string | undefined>>;
}

/**
 * Reads the files a map joins, whole, into memory (only the columns named): they are the small side of the join.
 *
 * @param beside the file that is imported; relative names start from its folder
 */
export async function loadJoins(spec: MapSpec, beside: string, stdin: Readable): Promise<Join> {
  const from = beside === '-' ? '.' : dirname(beside);
  const sides: Side[] = [];
  for (const join of spec.join) sides.push({ spec: join, partners: await loadSide(join, resolve(from, join.file), stdin) });
  return (row) => sides.reduce<Joined>((joined, side) => ('row' in joined ? joinOne(joined.row, side) : joined), { row });
}

async function loadSide(spec: JoinSpec, path: string, stdin: Readable): Promise<Side['partners']> {
  const partners = new Map<string, ReadonlyMap<string, string | undefined>>();
  const keys = Object.values(spec.on);
  const wanted = [...keys, ...spec.columns].map((column) => [column]);
  for await (const record of recordsOf(openFile(path, stdin).stream, spec.source, wanted)) {
    if (record.kind === 'broken') {
      const where = `${path}:${record.line}`;
      throw new SourceError([{ ko: `${where}: ${record.problem.message.ko}`, en: `${where}: ${record.problem.message.en}` }]);
    }
    const key = keyOf(record.row, keys);
    if (key !== undefined) partners.set(key, new Map(spec.columns.map((column) => [column, record.row.get(column)])));
  }
  return partners;
}

function joinOne(row: Row, { spec, partners }: Side): Joined {
  const key = keyOf(row, Object.keys(spec.on));
  const partner = key === undefined ? undefined : partners.get(key);
  if (partner !== undefined) return { row: withColumns(row, partner) };
  if (spec.missing === 'keep') return { row: withColumns(row, new Map(spec.columns.map((column) => [column, undefined]))) };
  return { problem: unreadable(`${spec.file}에 짝이 되는 행이 없습니다`, `${spec.file} has no record that belongs to this one`) };
}

/** undefined where a part of the key is empty: nothing belongs to nothing. */
function keyOf(row: Row, columns: readonly string[]): string | undefined {
  const texts = columns.map((column) => row.get(column));
  return texts.includes(undefined) ? undefined : JSON.stringify(texts);
}
