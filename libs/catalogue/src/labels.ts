import {
  OTHER_VALUE,
  parseRange,
  WHOLE_ATTEMPT,
  type Comparison,
  type Dimension,
  type Journey,
  type LocalisedText,
  type Segment,
  type Stage,
} from '@tillwatch/domain';

const OTHER: LocalisedText = { ko: '기타', en: 'Other' };

/** The stage of a journey with this id. */
export function stageOf(journey: Journey, id: string): Stage | undefined {
  return journey.stages.find((stage) => stage.id === id);
}

/** How whole attempts are called beside the stages. */
const ATTEMPTS: LocalisedText = { ko: '시도', en: 'Attempts' };

/** How what is counted reads to people: a stage, or whole attempts; undefined where the journey has no such stage. */
export function unitLabel(journey: Journey, stage: string): LocalisedText | undefined {
  return stage === WHOLE_ATTEMPT ? ATTEMPTS : stageOf(journey, stage)?.label;
}

/** Position of a stage in its journey, from 0; -1 where it has none. */
export function stageIndex(journey: Journey, id: string): number {
  return journey.stages.findIndex((stage) => stage.id === id);
}

/** The dimension of a journey with this id. */
export function dimensionOf(journey: Journey, id: string): Dimension | undefined {
  return journey.dimensions.find((dimension) => dimension.id === id);
}

/** Whether a dimension can have a value that is named in a file: one that names none (merchants, versions) takes any. */
export function mayHave({ values }: Dimension, value: string): boolean {
  return value !== OTHER_VALUE && (Object.keys(values).length === 0 || Object.hasOwn(values, value));
}

/** How a value reads to people; the value itself where the journey has no label for it. */
export function valueLabel(journey: Journey, dimension: string, value: string): LocalisedText {
  return labelOf(journey, dimension, value, 'full');
}

/** Labels of a segment's values, in the order in which the journey's file lists their dimensions. */
export function segmentLabels(journey: Journey, segment: Segment): LocalisedText[] {
  return namesOf(journey, segment).map((name) => valueLabel(journey, name, segment[name] ?? ''));
}

/** A segment's label for a wall tile; undefined for the empty segment. */
export function wallLabel(journey: Journey, segment: Segment): LocalisedText | undefined {
  const labels = namesOf(journey, segment).map((name) => labelOf(journey, name, segment[name] ?? '', 'wall'));
  if (labels.length === 0) return undefined;
  return { ko: labels.map((label) => label.ko).join(' '), en: labels.map((label) => label.en).join(' ') };
}

/** A segment's dimensions in the file's order; unknown ones last. */
function namesOf(journey: Journey, segment: Segment): string[] {
  const known = journey.dimensions.map((dimension) => dimension.id).filter((id) => id in segment);
  return [...known, ...Object.keys(segment).filter((id) => !known.includes(id))];
}

/** How a range of versions reads after the browser's name, and how one of any other numbers does: `10 이하`, `10 or older`. */
const RANGES: Readonly<Record<Comparison, (bound: number) => { readonly ko: string; readonly version: string; readonly other: string }>> = {
  lte: (bound) => ({ ko: `${bound} 이하`, version: `${bound} or older`, other: `${bound} or less` }),
  lt: (bound) => ({ ko: `${bound} 미만`, version: `older than ${bound}`, other: `less than ${bound}` }),
  gte: (bound) => ({ ko: `${bound} 이상`, version: `${bound} or newer`, other: `${bound} or more` }),
  gt: (bound) => ({ ko: `${bound} 초과`, version: `newer than ${bound}`, other: `more than ${bound}` }),
};

function labelOf(journey: Journey, dimension: string, value: string, size: 'full' | 'wall'): LocalisedText {
  if (value === OTHER_VALUE) return OTHER;
  const declared = dimensionOf(journey, dimension);
  const range = declared?.ordered === true ? parseRange(value) : undefined;
  if (declared !== undefined && range !== undefined) return rangeLabel(journey, { dimension: declared, ...range }, size);
  const label = declared === undefined ? undefined : Object.hasOwn(declared.values, value) ? declared.values[value] : undefined;
  if (label !== undefined) return size === 'wall' && label.wall !== undefined ? label.wall : { ko: label.ko, en: label.en };
  const qualifier = declared?.qualifiedBy;
  const slash = value.indexOf('/');
  if (qualifier === undefined || slash <= 0) return { ko: value, en: value };
  const left = labelOf(journey, qualifier, value.slice(0, slash), size);
  const right = value.slice(slash + 1);
  return { ko: `${left.ko} ${right}`, en: `${left.en} ${right}` };
}

function rangeLabel(
  journey: Journey,
  { dimension, qualifier, comparison, bound }: { dimension: Dimension; qualifier?: string; comparison: Comparison; bound: number },
  size: 'full' | 'wall',
): LocalisedText {
  const words = RANGES[comparison](bound);
  if (qualifier === undefined || dimension.qualifiedBy === undefined)
    return { ko: `${dimension.label.ko} ${words.ko}`, en: `${dimension.label.en} ${words.other}` };
  const of = labelOf(journey, dimension.qualifiedBy, qualifier, size);
  return { ko: `${of.ko} ${words.ko}`, en: `${of.en} ${words.version}` };
}
