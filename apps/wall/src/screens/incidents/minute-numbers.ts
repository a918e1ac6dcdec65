import { alertRateText, failedOfText, numberText, percentText, volumeOfText, type Language } from '@tillwatch/wording';
import type { ChartMeasure, ChartPoint } from './chart-view.js';
import type { IncidentTexts } from './incident-texts.js';

/** The counts of one minute, which fails or stays away. */
function counted({ total, failed }: ChartPoint, measure: ChartMeasure): Parameters<typeof alertRateText>[0] {
  return { kind: measure === 'came' ? 'volume' : 'failure_rate', total, failed };
}

/** One minute in words: `31%`, `212건 중 66건`; of what came `12%`, `예상 240건 중 29건`. */
export function minuteNumbers(point: ChartPoint, measure: ChartMeasure, language: Language): readonly string[] {
  const { failed, total } = point;
  const many = measure === 'came' ? volumeOfText(failed, total, language) : failedOfText(failed, total, language);
  return [alertRateText(counted(point, measure), language), many];
}

/** Columns of a table of minutes, after the time. */
export function minuteColumns(measure: ChartMeasure, words: IncidentTexts['minute']): readonly string[] {
  return measure === 'came' ? [words.came, words.expected, words.ofUsual] : [words.rate, words.counts, words.usual];
}

/** One minute's row under {@link minuteColumns}. */
export function minuteRow(point: ChartPoint, measure: ChartMeasure, language: Language): readonly string[] {
  const { failed, total, low, high } = point;
  const rate = alertRateText(counted(point, measure), language);
  if (measure === 'came') return [numberText(total - failed), numberText(total), rate];
  const band = low === null || high === null ? '–' : `${percentText(low)}–${percentText(high)}`;
  return [rate, `${numberText(failed)}/${numberText(total)}`, band];
}
