import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Alternatives } from '../map/columns-used.js';
import type { SourceSpec } from '../map/map-schema.js';
import { accessLogRecords } from './access-log-records.js';
import { csvRecords } from './csv-records.js';
import { ndjsonRecords } from './ndjson-records.js';
import type { SourceRecord } from './record.js';
import { SourceError } from './source-error.js';

/** A file, or stdin, that is being read. */
export interface OpenFile {
  readonly stream: Readable;
  /** Bytes of the file as it lies on the disk that were read so far. */
  readonly bytesRead: () => number;
  /** Size of the file; undefined for stdin. */
  readonly totalBytes: number | undefined;
}

/** Opens a file for reading, `-` for stdin; `*.gz` is unpacked on the way. @throws SourceError where it cannot be read */
export function openFile(path: string, stdin: Readable): OpenFile {
  const totalBytes = path === '-' ? undefined : sizeOf(path);
  const raw: Readable = path === '-' ? stdin : createReadStream(path, { highWaterMark: 256 * 1024 });
  let bytes = 0;
  const counter = new Transform({
    transform: (chunk: Buffer, _, done) => {
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  raw.on('error', (error) => counter.destroy(error));
  raw.pipe(counter);
  const isPacked = path.endsWith('.gz');
  const stream = isPacked ? counter.pipe(createGunzip()) : counter;
  if (isPacked) counter.on('error', (error) => stream.destroy(error));
  return { stream, bytesRead: () => bytes, totalBytes };
}

/** Reads the records of an open file. */
export function recordsOf(stream: Readable, spec: SourceSpec, wanted: readonly Alternatives[]): AsyncGenerator<SourceRecord> {
  switch (spec.format) {
    case 'csv':
      return csvRecords(decoded(stream, spec.encoding), spec, wanted);
    case 'ndjson':
      return ndjsonRecords(stream);
    case 'access-log':
      return accessLogRecords(stream, wanted);
  }
}

/** A file's name without folders and endings: what its events' ids begin with unless a dataset is named. */
export function datasetOf(path: string): string | undefined {
  return path === '-'
    ? undefined
    : basename(path)
        .replace(/(\.gz)?$/, '')
        .replace(/\.[A-Za-z0-9]{1,8}$/, '');
}

/** undefined for what has no size of its own, such as a pipe. */
function sizeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new SourceError([{ ko: `없는 파일입니다: ${path}`, en: `no such file: ${path}` }]);
  if (stats.isDirectory()) throw new SourceError([{ ko: `파일이 아니라 폴더입니다: ${path}`, en: `${path} is a folder, not a file` }]);
  return stats.isFile() ? stats.size : undefined;
}

function decoded(stream: Readable, encoding: string): Readable {
  if (new TextDecoder(encoding).encoding === 'utf-8') return stream;
  const decoder = new TextDecoder(encoding);
  const utf8 = new Transform({
    transform: (chunk: Buffer, _, done) => done(null, decoder.decode(chunk, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
  stream.on('error', (error) => utf8.destroy(error));
  return stream.pipe(utf8);
}
