import type { IncidentAnswer, WorstSlices } from '@tillwatch/contract';
import { MIN_FOR_SERIES } from '@tillwatch/contract';
import { formatSegment } from '@tillwatch/domain';
import { failedOfText, inLanguage, rateText, type Language } from '@tillwatch/wording';
import { boardMaximum, sparkView, type SparkView } from '../wall/spark-view.js';
import { LIVE_TEXTS } from './live-texts.js';

type WorstSlice = WorstSlices['slices'][number];
type Minute = WorstSlice['series'][number];

const MINUTE = 60_000;
/** The most minutes that one point of a line may rest on. */
const POOL_MINUTES = 5;
const LATELY_MINUTES = 5;

/** A slice of the table. */
export interface WorstRow extends WorstSlice {
  readonly name: string;
  /** Whether an incident explains it that is about a narrower slice. */
  readonly parent: boolean;
  /** Its last hour over its usual, on the scale of all rows; null where nothing is told of it. */
  readonly spark: SparkView | null;
  /** The same in words and counts. */
  readonly summary: string;
}

/** The slices large enough to be shown. */
export function worstRows(worst: WorstSlices, open: readonly IncidentAnswer[], language: Language): readonly WorstRow[] {
  const causes = new Set(open.flatMap(({ id, cause }) => cause.map(({ segment }) => `${id} ${formatSegment(segment)}`)));
  const shown = worst.slices.filter(({ total }) => total >= MIN_FOR_SERIES);
  const maximum = boardMaximum(shown.map(({ usual }) => usual));
  const now = Date.parse(worst.checkedAt);
  return shown.map((slice) => {
    const parent = slice.incident !== null && !causes.has(`${slice.incident} ${formatSegment(slice.segment)}`);
    return {
      ...{ ...slice, parent, summary: summaryOf(slice.series, now, language) },
      name: [...slice.labels, slice.stageLabel].map((label) => inLanguage(label, language)).join(' × '),
      spark: slice.series.length === 0 ? null : sparkOf(slice, { now, maximum, parent }),
    };
  });
}

/** What is shown of an incident that is told in another row stays grey. */
function sparkOf(
  { series, usual, state, since }: WorstSlice,
  { now, maximum, parent }: { readonly now: number; readonly maximum: number; readonly parent: boolean },
): SparkView {
  const { low, high } = usual;
  const points = series.map(({ at, total, failed }) => ({ at: Date.parse(at), total, failed, low, high }));
  const rise = { state: parent ? 'watch' : state, since: since === null ? null : Date.parse(since) } as const;
  return sparkView(points, { now, maximum, poolMinutes: POOL_MINUTES, ...rise });
}

function summaryOf(series: readonly Minute[], now: number, language: Language): string {
  const lately = series.filter(({ at }) => Date.parse(at) > now - LATELY_MINUTES * MINUTE);
  return LIVE_TEXTS[language].spark(shareOf(series, language), shareOf(lately, language));
}

/** A rate with what it rests on: `6.0% (61 of 1,020)`; counts alone of a few. */
function shareOf(minutes: readonly Minute[], language: Language): string {
  const [total, failed] = [minutes.reduce((sum, each) => sum + each.total, 0), minutes.reduce((sum, each) => sum + each.failed, 0)];
  const rate = rateText(failed, total, { language });
  return rate.kind === 'none' || rate.kind === 'counts' ? rate.text : `${rate.text} (${failedOfText(failed, total, language)})`;
}
