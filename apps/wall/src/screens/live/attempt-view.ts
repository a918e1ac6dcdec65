import type { JourneyFrame, SliceFailures } from '@tillwatch/contract';
import { clockText, type Reader } from '@tillwatch/wording';
import { valueName } from '../stats/names.js';
import { FAILURE_TEXTS } from './failure-texts.js';

type Attempt = SliceFailures['attempts'][number];
type Stage = Attempt['stages'][number];

/** A failed attempt in words. */
export interface AttemptView {
  readonly clock: string;
  /** What went wrong; null where nobody said. */
  readonly error: { readonly label: string; readonly code: string } | null;
  /** Its values in the order of the journey: `카드 · KG이니시스`. */
  readonly values: string;
  /** Its steps with what became of each and how long that took. */
  readonly steps: readonly { readonly id: string; readonly label: string; readonly told: string; readonly failed: boolean }[];
}

function stepOf({ stage, label, outcome, seconds }: Stage, { language }: Reader): AttemptView['steps'][number] {
  const texts = FAILURE_TEXTS[language];
  const failed = outcome === 'failed';
  const parts = [outcome === 'ok' ? '' : texts.outcomes[outcome], seconds === null ? '' : texts.seconds(seconds)];
  return { id: stage, label: label[language], told: parts.filter(Boolean).join(' '), failed };
}

function valuesOf({ dimensions }: Attempt, journey: JourneyFrame | null, { language }: Reader): string {
  if (journey === null) return Object.values(dimensions).join(' · ');
  const known = journey.dimensions.filter(({ id }) => id in dimensions);
  // A version names its browser.
  const qualifiers = known.map(({ qualifiedBy }) => qualifiedBy);
  return known
    .filter(({ id }) => !qualifiers.includes(id))
    .map(({ id }) => valueName(journey, { dimension: id, value: dimensions[id] ?? '' }, language))
    .join(' · ');
}

/** A failed attempt as its row tells it. */
export function attemptView(attempt: Attempt, journey: JourneyFrame | null, reader: Reader): AttemptView {
  const failed = attempt.stages.findLast(({ outcome }) => outcome === 'failed');
  const error = failed?.error ?? null;
  const at = failed?.endedAt ?? attempt.endedAt ?? attempt.startedAt;
  return {
    clock: clockText(Date.parse(at), reader.timeZone),
    error: error === null ? null : { label: error.label[reader.language], code: error.code },
    values: valuesOf(attempt, journey, reader),
    steps: attempt.stages.map((stage) => stepOf(stage, reader)),
  };
}
