import type { LoggedBatch } from '@tillwatch/ledger';
import type { Fold } from '@tillwatch/windows';
import { columnOf } from '../libs/windows/src/attempt-report.js';
import { Counter } from '../libs/windows/src/counter.js';
import { entryContext } from '../libs/windows/src/entry-context.js';
import { evidenceOf } from '../libs/windows/src/evidence.js';
import { Segments } from '../libs/windows/src/segments.js';

/**
 * Counts every event at its stage and nothing else: no attempt is known, nothing is inherited or taken back. What counting
 * would cost without attempts; uses a fold's names and slices only.
 */
export function plainCounting({ names, scopes, slices, arrivals }: Fold): (batch: LoggedBatch) => void {
  const segments = new Segments(names, scopes.width);
  const counter = new Counter(slices, arrivals);
  const values = new Int32Array(scopes.width);
  return (batch) => {
    counter.beginEntry(Math.floor(batch.at / 1000));
    const contexts = batch.scopes.map(({ tenant, journey }) => entryContext(batch, scopes.of(tenant, journey), names));
    for (const event of batch.events) {
      const context = contexts[event.scope];
      const stage = context?.stages[event.stage];
      if (context === undefined || stage === undefined) continue;
      context.pairs.read(event.pairs, values);
      const series = segments.series(context.scope.unit(stage), context.scope.segmentsOf(values, segments));
      const column = columnOf(event);
      counter.count(series, { column, second: Math.floor(event.occurredAt / 1000), n: 1 });
      arrivals.hear(series, evidenceOf(column), 1, false);
    }
  };
}
