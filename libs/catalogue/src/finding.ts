import type { Dimension, Journey, LocalisedText } from '@tillwatch/domain';

/** Something wrong at a path of a file that is well-formed by itself. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: LocalisedText;
}

export const REPEATED: LocalisedText = { ko: '앞에서 이미 쓴 id입니다', en: 'this id was used before' };

/** A finding for each entry of the list `kind` whose id another entry took before it. */
export function repeats(kind: string, ids: readonly string[]): Finding[] {
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ path: [kind, index, 'id'], message: REPEATED }] : []));
}

/** What to say of labels that do not fit a wall tile. */
export function tooLongFor(labels: readonly string[]): LocalisedText {
  return {
    ko: `벽 타일에 들어가지 않는 이름입니다: ${labels.join(', ')} (한글 5자 또는 영문 9자까지)`,
    en: `too long for a wall tile: ${labels.join(', ')} (at most 5 Hangul blocks or 9 letters; give it a shorter label)`,
  };
}

/** What to say where a journey has no such dimension. */
export function noSuchDimension(journey: Journey, id: string): LocalisedText {
  const known = journey.dimensions.map((dimension) => dimension.id).join(', ');
  return {
    ko: `이 흐름에 없는 기준입니다: "${id}" (있는 기준: ${known})`,
    en: `"${id}" is not a dimension of this journey; it has ${known}`,
  };
}

/** What to say of a value that no dimension of its name can have. */
export function noSuchValue(value: string, dimensions: readonly Dimension[]): LocalisedText {
  const known = [...new Set(dimensions.flatMap((dimension) => Object.keys(dimension.values)))].join(', ');
  // Where none are named any would do, but the one that stands for all beyond the limit.
  if (known === '') return { ko: `"${value}"는 한 값이 아니라 나머지 모두입니다`, en: `"${value}" is no value but all the rest` };
  return {
    ko: `흐름 파일의 values에 없는 값입니다: "${value}" (있는 값: ${known})`,
    en: `"${value}" is not among the values that journeys name; they name ${known}`,
  };
}

/** What to say where a journey does not exist. */
export function noSuchJourney(journeys: ReadonlyMap<string, Journey>): LocalisedText {
  const known = [...journeys.keys()].join(', ');
  return { ko: `없는 흐름입니다 (있는 흐름: ${known})`, en: `no such journey; there are ${known}` };
}

/**
 * What to say where a journey has no such stage.
 *
 * @param others what else may stand in a stage's place there
 */
export function noSuchStage(journey: Journey, others: readonly string[] = []): LocalisedText {
  const known = [...others, ...journey.stages.map((stage) => stage.id)].join(', ');
  return { ko: `없는 단계입니다 (있는 단계: ${known})`, en: `no such stage; there are ${known}` };
}
