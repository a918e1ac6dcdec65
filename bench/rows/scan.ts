import type { Journey } from '@tillwatch/domain';
import { COLUMNS, Fold, TierClock, type EvidenceNumbers } from '@tillwatch/windows';
import { median, type Row } from '../report.js';

const SERIES = 200_000;
const RUNS = 15;
const ALLOWED_MS = 5;
const SECOND = Date.UTC(2026, 10, 22, 5, 0, 0) / 1000;
const label = { ko: '', en: '' };
/** Columns of the counts: see domain's COUNT_COLUMNS. */
const [STARTED, OK, SYSTEM] = [0, 1, 2];

/** A journey whose merchants alone make the wanted number of series. */
const journey: Journey = {
  id: 'checkout',
  label,
  stages: [{ id: 'authorisation', label, deadlineMs: 600_000, usualMs: 60_000 }],
  dimensions: [{ id: 'merchant', label, limit: SERIES, ordered: false, values: {} }],
  attempts: 'tracked',
  reviseWithinMs: 600_000,
  cuboids: [{ dimensions: ['merchant'], keep: 'long' }],
};

const WENT_WELL: EvidenceNumbers = [1, 0, 1, 0, 0, 0, 0, 0];
const EVIDENCE: readonly EvidenceNumbers[] = [WENT_WELL, WENT_WELL, [1, 1, 1, 0, 0, 0, 0, 0]];

/** How long a look at 200,000 active series takes: all counts of one slice, and what arrived since the last look. */
export function scanRows(): Row[] {
  const settings = { journeys: [journey], tierClock: new TierClock('Asia/Seoul'), watched: [] };
  const fold = new Fold(settings, { '1m': SECOND, '1h': SECOND, '1d': SECOND });
  const all = nameMerchants(fold);
  const [slice] = fold.slices.targets(SECOND, SECOND).fine;
  if (slice === undefined) throw new Error('There is no slice for the time of the measurement.');
  for (const series of all) slice.add(series, columnOf(series), 1);
  const totals = new Totals(fold.names.seriesCount);
  const scans = Array.from({ length: RUNS }, () => timed(() => totals.read(slice)));
  const looks = Array.from({ length: RUNS }, () => {
    for (const series of all) fold.arrivals.hear([series], EVIDENCE[columnOf(series)] ?? WENT_WELL, 1, false);
    let sum = 0;
    return timed(() => fold.arrivals.take((_, { total, failed }) => (sum += total + failed)));
  });
  const limit = { what: 'allowed', value: ALLOWED_MS };
  const common = { unit: 'ms', limit, goal: { atMost: 1 } } as const;
  const many = SERIES.toLocaleString('en-US');
  return [
    { id: 'scan', what: `totals and failures of ${many} active series of a slice`, value: median(scans), ...common },
    { id: 'look', what: `what arrived in ${many} series since the last look`, value: median(looks), ...common },
  ];
}

function nameMerchants({ names }: Fold): number[] {
  const of = { tenant: 'default', journey: journey.id };
  const stage = names.symbol({ kind: 'stage', ...of, stage: 'authorisation' });
  return Array.from({ length: SERIES }, (_, i) =>
    names.series([stage, names.symbol({ kind: 'value', ...of, dimension: 'merchant', value: `m${i}` }), 0, 0]),
  );
}

const columnOf = (series: number): number => (series % 10 === 0 ? SYSTEM : OK);

/** What a reader of everything does: one pass over the cells, into counts by series. */
class Totals {
  private readonly total: Float64Array;
  private readonly failed: Float64Array;

  constructor(series: number) {
    this.total = new Float64Array(series);
    this.failed = new Float64Array(series);
  }

  read(slice: { each(visit: (key: number, n: number) => void): void }): void {
    const { total, failed } = this;
    total.fill(0);
    failed.fill(0);
    slice.each((key, n) => {
      const series = (key / COLUMNS) | 0;
      const column = key - series * COLUMNS;
      if (column !== STARTED) total[series] = (total[series] ?? 0) + n;
      if (column > OK) failed[series] = (failed[series] ?? 0) + n;
    });
  }
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
