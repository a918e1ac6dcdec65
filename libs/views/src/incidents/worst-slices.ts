import type { Usual, WorstSlices } from '@tillwatch/contract';
import { standing } from '@tillwatch/detection';
import { failedOf, formatSegment, totalOf, type Incident, type Journey, type Segment } from '@tillwatch/domain';
import { regionOf, rowsTaken, type IncidentJudge, type Judged } from '@tillwatch/judge';
import { ABSENT, lastMinutes, type Fold } from '@tillwatch/windows';
import { usualOf } from '../wall/tile-state.js';
import { nameOf, stateOf, type SliceSources } from './slice.js';

type Row = WorstSlices['slices'][number];

const [MOST_WORST, MINUTES] = [50, 60];

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
  const failures = open.filter((incident) => incident.kind === 'failure_rate' && isOfOutcomes(incident));
  const rows = firstOfEach([
    ...failures.map((incident) => ofIncident(board, incident)),
    ...noted.flatMap((judged) => (judged.kind === 'failure_rate' ? (risingRow(board, judged) ?? []) : [])),
    ...failures.flatMap((incident) => widerThan(board, incident)),
  ]);
  return {
    checkedAt,
    slices: [...rows.values()].sort((a, b) => excess(b) - excess(a)).slice(0, MOST_WORST),
    normal: normalOf(board, new Set([...rows.keys(), ...noted.map(({ segment }) => keyOf(segment))])),
  };
}

/** Whether an incident compares outcomes with what is usual of them, as the others here do: a limit that somebody set says nothing of that. */
function isOfOutcomes({ baseline }: Incident): boolean {
  return baseline.source !== 'limit';
}

function keyOf({ stage, segment }: { readonly stage: string; readonly segment: Segment }): string {
  return `${stage} ${formatSegment(segment)}`;
}

function firstOfEach(rows: readonly Row[]): Map<string, Row> {
  return new Map([...rows].reverse().map((row) => [keyOf(row), row]));
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
function ofIncident({ journey }: Board, incident: Incident): Row {
  const { stage, cause, baseline, total, failed, id, startedAt } = incident;
  const { rate, low, high, learning } = baseline;
  return {
    ...nameOf({ journey, stage, segment: cause[0]?.segment ?? {} }),
    ...{ total, failed, usual: { rate, low, high, learning }, since: new Date(startedAt).toISOString() },
    ...{ state: stateOf(incident), strength: null, incident: id },
  };
}

/** The slices around an incident, its stage and each of its values, in which its failures show. */
function widerThan(board: Board, incident: Incident): Row[] {
  const values = Object.entries(incident.cause[0]?.segment ?? {});
  if (values.length === 0) return [];
  const wider: Segment[] = values.length === 1 ? [{}] : [{}, ...values.map(([dimension, value]) => ({ [dimension]: value }))];
  return wider.flatMap((segment) => widerRow(board, incident, segment) ?? []);
}

function widerRow({ tenant, journey, current, fold, now }: Board, incident: Incident, segment: Segment): Row | undefined {
  const { stage, startedAt, id } = incident;
  const series = fold.seriesOf({ tenant, journey: journey.id, stage }, segment);
  const judged = series === ABSENT ? undefined : current.judge.verdictOf(series);
  const usual = judged === undefined ? null : usualOf(judged.verdict);
  if (usual === null) return undefined;
  const from = Math.floor(startedAt / 60_000);
  const since = lastMinutes(fold, series, MINUTES, Math.floor(now / 1000)).filter(({ minute }) => minute >= from);
  const [total, failed] = [totalOf, failedOf].map((count) => since.reduce((sum, { counts }) => sum + count(counts), 0));
  return {
    ...nameOf({ journey, stage, segment }),
    ...{ total: total ?? 0, failed: failed ?? 0, usual, since: new Date(Math.max(startedAt, now - MINUTES * 60_000)).toISOString() },
    ...{ state: stateOf(incident), strength: null, incident: id },
  };
}

function risingRow({ journey, current, hour, open }: Board, { segment, verdict, kind }: Judged): Row | undefined {
  const signal = current.judge.signal(kind);
  const memory = signal.memory(segment.series);
  const usual: Usual | null = usualOf(verdict);
  if (memory === undefined || usual === null) return undefined;
  const { evidence, threshold } = standing(memory, hour, signal.settings(segment));
  const { all } = rowsTaken(journey, regionOf(segment), open);
  return {
    ...nameOf({ journey, stage: segment.stage, segment: segment.segment }),
    ...{ total: verdict.observed.total, failed: verdict.observed.failed, usual },
    since: verdict.since === null ? null : new Date(verdict.since).toISOString(),
    ...{ state: all === undefined ? 'watch' : stateOf(all), strength: evidence / threshold, incident: all?.id ?? null },
  };
}

function excess({ failed, total, usual }: Row): number {
  return failed - total * usual.rate;
}
