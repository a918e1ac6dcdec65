import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { columnsUsed } from '../map/columns-used.js';
import type { MapSpec } from '../map/map-schema.js';
import { compileMap, type MappedRow, type MapRow } from '../map/mapper.js';
import { settleParameters } from '../map/parameters.js';
import { loadJoins, type Join } from './join.js';
import { nativeRows } from './native-rows.js';
import { openFile, recordsOf, type OpenFile } from './open-source.js';
import { SourceError } from './source-error.js';

/** What to read and how. */
export interface MappedFileRequest {
  readonly path: string;
  /** Without a map, every line is an event as the server takes it (NDJSON). */
  readonly map: MapSpec | undefined;
  readonly dataset: string;
  /** Values of the map's parameters, as the command line sets them. */
  readonly set: ReadonlyMap<string, string>;
  readonly stdin: Readable;
}

/** A file whose records come out as events. */
export interface MappedFile {
  readonly file: OpenFile;
  readonly rows: AsyncGenerator<MappedRow>;
}

/** Opens a file and maps it record by record; memory does not grow with the file. @throws SourceError */
export async function openMapped({ path, map, dataset, set, stdin }: MappedFileRequest): Promise<MappedFile> {
  if (map === undefined) {
    const file = openFile(path, stdin);
    return { file, rows: nativeRows(file.stream, dataset) };
  }
  const { values, faults } = settleParameters(map, set, basename(path));
  if (faults.length > 0) throw new SourceError(faults);
  const join = await loadJoins(map, path, stdin);
  const file = openFile(path, stdin);
  return { file, rows: mappedRows(file, map, join, compileMap(map, dataset, values)) };
}

async function* mappedRows(file: OpenFile, map: MapSpec, join: Join, mapRow: MapRow): AsyncGenerator<MappedRow> {
  for await (const record of recordsOf(file.stream, map.source, columnsUsed(map))) {
    if (record.kind === 'broken') {
      yield { line: record.line, number: record.number, events: [], problems: [record.problem] };
      continue;
    }
    const joined = join(record.row);
    const { line, number } = record.row;
    yield 'row' in joined ? mapRow(joined.row) : { line, number, events: [], problems: [joined.problem] };
  }
}
