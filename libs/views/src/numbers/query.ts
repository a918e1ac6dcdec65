import { dimensionOf, type Catalogue } from '@tillwatch/catalogue';
import { FAILURE_CLASSES, unitStage, WHOLE_ATTEMPT, type FailureClass, type Journey, type LocalisedText } from '@tillwatch/domain';
import type { DimensionFilter, TimeRange } from '@tillwatch/windows';
import { parseFilters, unknownDimension } from './filter.js';
import { invalid } from './numbers-error.js';
import { rangeOf, type RangeBounds } from './query-range.js';

/** Query parameters as HTTP gives them: absent, once or repeated. */
export type RawQuery = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Who asks, and therefore of what. */
export interface Asker {
  readonly tenant: string;
  /** `*` for all merchants; otherwise every answer is about this one alone. */
  readonly merchant: string;
}

/** A question about numbers, checked. */
export interface NumbersQuery {
  readonly tenant: string;
  readonly journey: Journey;
  /** A stage, or whole attempts. */
  readonly stage: string;
  readonly beside: readonly string[];
  readonly by: readonly string[];
  readonly filters: readonly DimensionFilter[];
  readonly range: TimeRange;
  /** Counts only failures of this class as failed. */
  readonly failureClass: FailureClass | undefined;
}

/** What first tries and purchases are told apart by, in this order. */
const PURCHASE_UNITS = [unitStage('retry'), unitStage('superseded')];

const KNOWN = ['journey', 'stage', 'from', 'to', 'by', 'filter', 'class', 'step', 'token'];

function one(query: RawQuery, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : value?.[0];
}

/** All values of a parameter that may be repeated. */
export function many(query: RawQuery, name: string): readonly string[] {
  const value = query[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** Checks a question asked of counts that lie within `bounds`. @throws NumbersError */
export function parseQuery(query: RawQuery, catalogue: Catalogue, asker: Asker, bounds: RangeBounds): NumbersQuery {
  const unknown = Object.keys(query).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw invalid(unknown.slice(0, 64), unknownParameter());
  const journey = journeyOf(query, catalogue);
  const stage = stageOf(query, journey);
  const by = [
    ...new Set(
      many(query, 'by')
        .flatMap((text) => text.split(','))
        .filter((name) => name !== ''),
    ),
  ];
  for (const name of by) if (dimensionOf(journey, name) === undefined) throw invalid('by', unknownDimension(journey, name));
  const filters = [...parseFilters(many(query, 'filter'), journey), ...ownMerchant(asker)];
  const range = rangeOf(one(query, 'from'), one(query, 'to'), bounds);
  const beside = stage === WHOLE_ATTEMPT ? PURCHASE_UNITS : [];
  return { tenant: asker.tenant, journey, stage, beside, by, filters, range, failureClass: classOf(query) };
}

function unknownParameter(): LocalisedText {
  const known = KNOWN.slice(0, -1).join(', ');
  return { ko: `모르는 항목입니다. 쓸 수 있는 것: ${known}`, en: `unknown parameter; known are ${known}` };
}

function ownMerchant({ merchant }: Asker): DimensionFilter[] {
  return merchant === '*' ? [] : [{ dimension: 'merchant', matches: (value) => value === merchant }];
}

function journeyOf(query: RawQuery, catalogue: Catalogue): Journey {
  const id = one(query, 'journey');
  const journey = id === undefined ? undefined : catalogue.journey(id);
  if (journey !== undefined) return journey;
  const known = catalogue.journeys.map((each) => each.id).join(', ');
  throw invalid('journey', {
    ko: id === undefined ? `필요합니다. 다음 중 하나: ${known}` : `그런 흐름이 없습니다. 있는 것: ${known}`,
    en: id === undefined ? `required; one of ${known}` : `there is no such journey; there are ${known}`,
  });
}

/** Without a stage whole attempts are asked for. */
function stageOf(query: RawQuery, journey: Journey): string {
  const id = one(query, 'stage');
  if (id === undefined) return WHOLE_ATTEMPT;
  if (journey.stages.some((stage) => stage.id === id)) return id;
  const known = journey.stages.map((stage) => stage.id).join(', ');
  throw invalid('stage', {
    ko: `${journey.id}에 그런 단계가 없습니다. 있는 것: ${known}. 시도 단위 숫자는 stage 없이 물어보세요`,
    en: `there is no such stage in ${journey.id}; there are ${known}; for numbers of whole attempts leave it out`,
  });
}

function classOf(query: RawQuery): FailureClass | undefined {
  const text = one(query, 'class');
  if (text === undefined) return undefined;
  const found = FAILURE_CLASSES.find((each) => each === text);
  if (found === undefined) {
    const classes = FAILURE_CLASSES.join(', ');
    throw invalid('class', { ko: `다음 중 하나여야 합니다: ${classes}`, en: `expected one of ${classes}` });
  }
  return found;
}
