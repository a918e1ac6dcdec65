import type { Readable } from 'node:stream';
import { checkEvent } from '../map/check-event.js';
import type { MappedRow } from '../map/mapper.js';
import { jsonLines, NOT_JSON } from './ndjson-records.js';

/** Reads NDJSON whose lines are events already; one without an id gets the dataset and its position. */
export async function* nativeRows(input: Readable, dataset: string): AsyncGenerator<MappedRow> {
  for await (const { line, number, value } of jsonLines(input)) {
    if (value === undefined) {
      yield { line, number, events: [], problems: [NOT_JSON] };
      continue;
    }
    const { event, problems } = checkEvent({ id: `${dataset}:${number}`, ...value });
    yield { line, number, events: event === undefined ? [] : [{ ...event, attempt: event.attempt ?? event.id }], problems };
  }
}
