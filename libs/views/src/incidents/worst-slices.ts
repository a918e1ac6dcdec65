import { MIN_FOR_SERIES, type WorstSlices } from '@tillwatch/contract';
import { standing } from '@tillwatch/detection';
import { failedOf, formatSegment, totalOf, type Incident, type Journey, type Segment } from '@tillwatch/domain';
import { isOfRule, regionOf, rowsTaken, type IncidentJudge, type Judged } from '@tillwatch/judge';
import { ABSENT, lastMinutes, type Fold } from '@tillwatch/windows';
import { usualOf } from '../wall/tile-state.js';
import { countsOf } from './slice-counts.js';
import { nameOf, stateOf, type SliceSources } from './slice.js';

type Told = WorstSlices['slices'][number];
type Row = Omit<Told, 'series'>;

/** A row and the failures above the usual by which it has its place. */
interface Ranked {
  readonly row: Row;
  readonly excess: number;
}

const [MOST_WORST, MINUTES, MINUTE_MS] = [50, 60, 60_000];

/** What the slices of one journey are compared by. */
interface Board {
  readonly tenant: string;
  readonly journey: Journey;
  readonly current: IncidentJudge;
  readonly fold: Fold;
  readonly now: number;
  readonly hour: number;
  /** Open incidents. */
  readonly open: readonly Incident[];
}

/** Slices of a journey that are above their usual, by failures above it; nothing while nobody judges. */
export function worstSlices({ judge, counting, clock, tierClock }: SliceSources, tenant: string, journey: Journey): WorstSlices {
  const now = clock.now();
  const checkedAt = new Date(now).toISOString();
  const [{ current }, { fold }] = [judge, counting];
  if (current === undefined || fold === undefined) return { checkedAt, slices: [], normal: 0 };
  const open = current.incidents(now).filter((each) => each.tenant === tenant && each.journey === journey.id);
  const board: Board = { tenant, journey, current, fold, now, hour: tierClock.hourOfDay(Math.floor(now / 1000)), open };
  const noted = current.judge.noteworthy().filter(({ segment }) => segment.tenant === tenant && segment.journey === journey.id);
  const failures = open.filter((incident) => incident.kind === 'failure_rate' && !isOfRule(incident));
  const rows = inOrder([
    ...failures.map((incident) => ofIncident(board, incident)),
    ...noted.flatMap((judged) => (judged.kind === 'failure_rate' ? (risingRow(board, judged) ?? []) : [])),
    ...failures.flatMap((incident) => widerThan(board, incident)),
  ]);
  return {
    checkedAt,
    slices: rows.slice(0, MOST_WORST).map(({ row }) => ({ ...row, series: lastHourOf(board, row) })),
    normal: normalOf(board, new Set([...rows.map(({ row }) => keyOf(row)), ...noted.map(({ segment }) => keyOf(segment))])),
  };
}

function keyOf({ stage, segment }: { readonly stage: string; readonly segment: Segment }): string {
  return `${stage} ${formatSegment(segment)}`;
}

/** Each slice once, the worst first, and what an incident shows in behind what it is about. */
function inOrder(rows: readonly Ranked[]): Ranked[] {
  const first = new Map([...rows].reverse().map((each) => [keyOf(each.row), each]));
  return rows.filter((each) => first.get(keyOf(each.row)) === each).sort((a, b) => b.excess - a.excess);
}

/** The minutes of a row in which something came to an end; none where it is too small to be drawn. */
function lastHourOf({ tenant, journey, fold, now }: Board, { stage, segment, total }: Row): Told['series'] {
  if (total < MIN_FOR_SERIES) return [];
  const minutes = countsOf(fold, { tenant, journey, stage, segment }, Math.floor(now / 1000))?.minutes ?? [];
  return minutes
    .filter((minute) => minute.total > 0)
    .map(({ minute, total: all, failed }) => ({ at: new Date(minute * MINUTE_MS).toISOString(), total: all, failed }));
}

/** Judged slices that none of `told` is and that do not lie in an open incident. */
function normalOf({ tenant, journey, current, open }: Board, told: ReadonlySet<string>): number {
  let normal = 0;
  for (const segment of current.judge.segments) {
    if (segment.tenant !== tenant || segment.journey !== journey.id || told.has(keyOf(segment))) continue;
    if (rowsTaken(journey, regionOf(segment), open).all === undefined) normal++;
  }
  return normal;
}

/** What an incident is about, by its own outcomes. */
function ofIncident({ journey }: Board, incident: Incident): Ranked {
  const { stage, cause, baseline, total, failed, id, startedAt, excess } = incident;
  const { rate, low, high, learning } = baseline;
  const row: Row = {
    ...nameOf({ journey, stage, segment: cause[0]?.segment ?? {} }),
    ...{ total, failed, usual: { rate, low, high, learning }, since: new Date(startedAt).toISOString() },
    ...{ state: stateOf(incident), strength: null, incident: id },
  };
  return { row, excess };
}

/** The slices around an incident, its stage and each of its values, in which its failures show. */
function widerThan(board: Board, incident: Incident): Ranked[] {
  const values = Object.entries(incident.cause[0]?.segment ?? {});
  if (values.length === 0) return [];
  const wider: Segment[] = values.length === 1 ? [{}] : [{}, ...values.map(([dimension, value]) => ({ [dimension]: value }))];
  return wider.flatMap((segment) => widerRow(board, incident, segment) ?? []);
}

function widerRow({ tenant, journey, current, fold, now }: Board, incident: Incident, segment: Segment): Ranked | undefined {
  const { stage, startedAt, id, excess } = incident;
  const series = fold.seriesOf({ tenant, journey: journey.id, stage }, segment);
  const judged = series === ABSENT ? undefined : current.judge.verdictOf(series);
  const usual = judged === undefined ? null : usualOf(judged.verdict);
  if (usual === null) return undefined;
  const minutes = lastMinutes(fold, series, MINUTES, Math.floor(now / 1000)).filter(({ minute }) => (minute + 1) * MINUTE_MS > startedAt);
  const sum = (count: typeof totalOf): number => minutes.reduce((all, { counts }) => all + count(counts), 0);
  const row: Row = {
    ...nameOf({ journey, stage, segment }),
    ...{ total: sum(totalOf), failed: sum(failedOf), usual },
    since: new Date((minutes[0]?.minute ?? 0) * MINUTE_MS).toISOString(),
    ...{ state: stateOf(incident), strength: null, incident: id },
  };
  return { row, excess };
}

function risingRow({ journey, current, hour, open }: Board, { segment, verdict, kind }: Judged): Ranked | undefined {
  const signal = current.judge.signal(kind);
  const memory = signal.memory(segment.series);
  const usual = usualOf(verdict);
  if (memory === undefined || usual === null) return undefined;
  const { evidence, threshold } = standing(memory, hour, signal.settings(segment));
  const { all } = rowsTaken(journey, regionOf(segment), open);
  const { total, failed } = verdict.observed;
  const row: Row = {
    ...nameOf({ journey, stage: segment.stage, segment: segment.segment }),
    ...{ total, failed, usual },
    since: verdict.since === null ? null : new Date(verdict.since).toISOString(),
    ...{ state: all === undefined ? 'watch' : stateOf(all), strength: evidence / threshold, incident: all?.id ?? null },
  };
  return { row, excess: failed - total * usual.rate };
}
