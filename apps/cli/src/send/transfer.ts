import type { WireEvent } from '@tillwatch/contract';
import type { MappedRow } from '../map/mapper.js';
import type { Progress } from '../report/progress.js';
import type { Rejects } from '../report/rejects.js';
import type { Tally } from '../report/tally.js';
import { Batcher, type Batch } from './batch.js';
import type { SendEvents, Sender } from './sender.js';

/** When a record's events may go; ends at once for history. `flush` sends what has collected before a longer wait. */
export type Pace = (events: readonly WireEvent[], flush: () => Promise<void>) => Promise<void>;

/** A file on its way to the server. */
export interface Transfer {
  readonly rows: AsyncIterator<MappedRow>;
  readonly sender: Sender;
  readonly batchSize: number;
  readonly tally: Tally;
  readonly rejects: Rejects;
  /** Makes of a record's events what is sent; for a replay they move to now. */
  readonly change: (event: WireEvent) => WireEvent;
  readonly pace: Pace;
}

/** Sends a whole file. @throws SendError where sending had to end early; the tally then says how far it came */
export async function transfer({ rows, sender, batchSize, tally, rejects, change, pace }: Transfer): Promise<void> {
  const batcher = new Batcher(batchSize);
  const go = async (batch: Batch | undefined): Promise<void> => {
    if (batch !== undefined) await sender.send(batch);
  };
  const flush = (): Promise<void> => go(batcher.take());
  for (let row = await nextOf(rows, sender.signal); row !== undefined; row = await nextOf(rows, sender.signal)) {
    const place = { row: row.number, line: row.line };
    tally.mapped(row);
    for (const problem of row.problems) rejects.add({ ...place, ...problem });
    const events = row.events.map(change);
    await pace(events, flush);
    for (const event of events) await go(batcher.add(event, place));
  }
  tally.isWhole = !sender.signal.aborted;
  if (tally.isWhole) await flush();
  await sender.drain();
}

/** Books what the server says of each batch. */
export function bookkeeping(tally: Tally, rejects: Rejects, progress: Progress): Pick<SendEvents, 'answered' | 'refused'> {
  return {
    answered: (batch, answer, mayRepeat) => {
      tally.answered(answer, mayRepeat);
      for (const { index, path, code, message } of answer.rejected) {
        const { row, line } = batch[index] ?? { row: 0, line: 0 };
        rejects.add({ row, line, path, code, message: { ko: message, en: message } });
      }
      progress.add(batch.length);
    },
    refused: (batch, why) => {
      tally.refused(batch.length);
      for (const { row, line } of batch) rejects.add({ row, line, path: '', code: 'refused', message: why });
      progress.add(batch.length);
    },
  };
}

/** The next record; undefined at the end, and as soon as the signal fires, even while the source is silent (stdin). */
async function nextOf(rows: AsyncIterator<MappedRow>, signal: AbortSignal): Promise<MappedRow | undefined> {
  if (signal.aborted) return undefined;
  let stop = (): void => undefined;
  // One promise to a record: a single long-lived one would keep a reaction for every record it was raced against.
  const stopped = new Promise<undefined>((resolve) => (stop = () => resolve(undefined)));
  signal.addEventListener('abort', stop);
  try {
    const next = await Promise.race([rows.next(), stopped]);
    return next === undefined || next.done === true ? undefined : next.value;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
