import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@tillwatch/domain';
import { Counting, type DimensionUse } from '@tillwatch/windows';
import { Metrics, type Sample } from '../metrics/metrics.js';
import { CLOCK } from '../platform/tokens.js';

/** Has the metrics tell how the counting keeps up, how much it holds and what did not fit. */
@Injectable()
export class CountingMetrics {
  constructor(metrics: Metrics, counting: Counting, @Inject(CLOCK) clock: Clock) {
    metrics.gauge('tillwatch_counts_behind_seconds', 'How far the counts are behind the clock; 2 is as good as it gets.', () => {
      const now = clock.now();
      return counting.fold === undefined ? undefined : (now - counting.watermark(now)) / 1_000;
    });
    metrics.gauge('tillwatch_series', 'Series that are counted.', () => counting.fold?.names.seriesCount);
    metrics.gauge('tillwatch_attempts_remembered', 'Attempts that can still change.', () => counting.fold?.attempts.size);
    metrics.gauge(
      'tillwatch_attempts_stray',
      'Attempts heard of too late, since the start, to know whether they were counted before: their stages count, they do not.',
      () => counting.fold && [...counting.fold.attempts.strays.values()].reduce((sum, n) => sum + n, 0),
    );
    metrics.gauges('tillwatch_dimension_values', 'Values of a dimension; of several tenants the fullest.', () =>
      samplesOf(counting, ({ values }) => values, Math.max),
    );
    metrics.gauges('tillwatch_dimension_limit', 'Values that a dimension may have.', () =>
      samplesOf(counting, ({ limit }) => limit, Math.max),
    );
    metrics.gauges('tillwatch_folded_events', 'Events counted as _other since the counts were read back, as their value did not fit.', () =>
      samplesOf(
        counting,
        ({ foldedEvents }) => foldedEvents,
        (a, b) => a + b,
      ),
    );
  }
}

/** One sample for each dimension of each journey. Tenants are joined: their names are nobody else's business. */
function samplesOf(counting: Counting, read: (use: DimensionUse) => number, join: (a: number, b: number) => number): Sample[] {
  const samples = new Map<string, Sample>();
  for (const { journey, dimensions } of counting.fold?.scopes.uses ?? []) {
    for (const use of dimensions) {
      const labels = { journey, dimension: use.dimension };
      const name = JSON.stringify(labels);
      const known = samples.get(name);
      samples.set(name, { labels, value: known === undefined ? read(use) : join(known.value, read(use)) });
    }
  }
  return [...samples.values()];
}
