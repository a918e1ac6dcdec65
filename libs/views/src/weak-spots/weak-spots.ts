import type { WeakSpot, WeakSpotsAnswer } from '@tillwatch/contract';
import { failureRate, WHOLE_ATTEMPT, type Journey } from '@tillwatch/domain';
import type { DimensionFilter, TimeRange } from '@tillwatch/windows';
import { explained } from '../numbers/explained.js';
import type { NumbersSources } from '../numbers/numbers.js';
import { invalid } from '../numbers/numbers-error.js';
import { boundsAt } from '../numbers/query-range.js';
import { many, parseQuery, type Asker, type NumbersQuery, type RawQuery } from '../numbers/query.js';
import { stepsOf, type Steps } from '../numbers/steps.js';
import type { Cells } from './cells.js';
import { limitFor } from './compare.js';
import { candidatesOf, findSpots, type Spot } from './find-spots.js';
import { readCells } from './read-cells.js';
import { worthOf, type Worth } from './worth.js';

/** Most weak spots of one answer. */
const MOST_SPOTS = 20;
/** Answers that are remembered. */
const MOST_KNOWN = 100;

type Found = Pick<WeakSpotsAnswer, 'compared' | 'spots' | 'partsWithData'>;

/**
 * Finds what is worse than its siblings all along: no alarm will ever tell, for it is what is usual there. What was found is
 * good for the rest of the minute, also for those who ask while it is being looked for.
 */
export class WeakSpots {
  private minute = 0;
  private readonly known = new Map<string, Promise<Found>>();

  constructor(private readonly sources: NumbersSources) {}

  /** `GET /v1/weak-spots`: of one stage, or of all of them. @throws NumbersError */
  async find(raw: RawQuery, asker: Asker): Promise<WeakSpotsAnswer> {
    const { catalogue, clock, tierClock } = this.sources;
    refuseOthers(raw);
    const now = Math.floor(clock.now() / 1000);
    const query = parseQuery(raw, catalogue, asker, boundsAt(now, tierClock));
    const { journey, stage, range } = query;
    const steps = stepsOf({ step: partFor(range) }, range, tierClock);
    const question = JSON.stringify([asker.tenant, asker.merchant, journey.id, stage, range, many(raw, 'filter')]);
    return { ...this.frame(query, steps), ...(await this.thisMinute(question, now, () => this.look(query, steps, now))) };
  }

  private thisMinute(question: string, now: number, look: () => Promise<Found>): Promise<Found> {
    const minute = Math.floor(now / 60);
    if (minute !== this.minute || this.known.size >= MOST_KNOWN) this.known.clear();
    this.minute = minute;
    const known = this.known.get(question);
    if (known !== undefined) return known;
    const found = look();
    this.known.set(question, found);
    found.catch(() => this.known.delete(question));
    return found;
  }

  private async look({ journey, range, filters, tenant, stage }: NumbersQuery, steps: Steps, now: number): Promise<Found> {
    const stages = stage === WHOLE_ATTEMPT ? journey.stages.map(({ id }) => id) : [stage];
    const combinations = combinationsOf(journey, filters);
    const wanted = { tenant, journey: journey.id, stages, combinations, filters, range, now };
    const counted = await explained(readCells(this.sources.reader, { ...wanted, ...steps }));
    const { compared, spots } = await spotsAmong(counted, journey);
    const { fold } = this.sources.counting;
    const worth = fold === undefined ? [] : worthOf(fold, { tenant, journey, filters }, spots);
    const partsWithData = partsIn([...counted.values()].flat());
    return { compared, partsWithData, spots: spots.map((spot, i) => answerOf(spot, worth[i])) };
  }

  private frame({ journey, stage, range }: NumbersQuery, { step, starts }: Steps): Omit<WeakSpotsAnswer, keyof Found> {
    const watermark = this.sources.counting.watermark(this.sources.clock.now());
    const iso = (second: number): string => new Date(second * 1000).toISOString();
    return {
      ...{ journey: journey.id, stage: stage === WHOLE_ATTEMPT ? null : stage, from: iso(range.from), to: iso(range.to) },
      ...{ complete: range.to * 1000 <= watermark, watermark: new Date(watermark).toISOString(), part: step, parts: starts.length },
    };
  }
}

/** Parts of the range in which anything was counted. */
function partsIn(cells: readonly Cells[]): number {
  return new Set(cells.flatMap(({ all }) => all.total.flatMap((total, part) => (total > 0 ? [part] : [])))).size;
}

/** What other numbers may be asked by means nothing here. */
function refuseOthers(raw: RawQuery): void {
  const other = ['by', 'class', 'step'].find((name) => raw[name] !== undefined);
  if (other !== undefined) throw invalid(other, { ko: '여기서는 쓸 수 없습니다', en: 'means nothing here' });
}

/** A stage can take a tenth of a second; others get a turn in between. */
const aTurn = (): Promise<unknown> => new Promise(setImmediate);

/** A weak spot with its stage. */
interface SpotAt extends Spot {
  readonly stage: string;
}

async function spotsAmong(
  counted: ReadonlyMap<string, readonly Cells[]>,
  { dimensions }: Journey,
): Promise<{ compared: number; spots: SpotAt[] }> {
  const stages = [];
  for (const [stage, cells] of counted) {
    const of = { cells, dimensions };
    stages.push({ stage, of, all: candidatesOf(of) });
    await aTurn();
  }
  const compared = stages.reduce((sum, { all }) => sum + all.length, 0);
  const found: SpotAt[] = [];
  for (const { stage, of, all } of stages) {
    found.push(...findSpots(all, of, limitFor(compared)).map((spot) => ({ ...spot, stage })));
    await aTurn();
  }
  return { compared, spots: found.sort((a, b) => b.lost - a.lost).slice(0, MOST_SPOTS) };
}

function answerOf({ stage, conditions, sum, siblings, lost, parts, worse }: SpotAt, worth: Worth | undefined): WeakSpot {
  const { total, failed, rate, low, high } = failureRate(sum.failed, sum.total);
  const filters = conditions.map(({ filter }) => filter);
  const rates = { rate: rate ?? 0, low: low ?? 0, high: high ?? 1, siblings };
  const money = worth === undefined ? null : { ...worth, lost: lost * worth.mean };
  return { stage, filters, total, failed, ...rates, lost, money, parts, worseParts: worse };
}

/** Parts in which a weak spot must show: days of several days, hours of a day, ten minutes of an hour. */
function partFor({ from, to }: TimeRange): string {
  const length = to - from;
  return length >= 3 * 86_400 ? '1d' : length >= 6 * 3600 ? '1h' : '10m';
}

/** One or two dimensions that are counted together with the filters', for good. */
function combinationsOf(journey: Journey, filters: readonly DimensionFilter[]): string[][] {
  const filtered = new Set(filters.map(({ dimension }) => dimension));
  return journey.cuboids.flatMap(({ dimensions, keep }) => {
    const free = dimensions.filter((dimension) => !filtered.has(dimension));
    const holdsFilters = dimensions.length - free.length === filtered.size;
    return keep === 'long' && holdsFilters && (free.length === 1 || free.length === 2) && !isRedundant(journey, free) ? [free] : [];
  });
}

/** A version says the browser already. */
function isRedundant(journey: Journey, dimensions: readonly string[]): boolean {
  return journey.dimensions.some(({ id, qualifiedBy = '' }) => dimensions.includes(id) && dimensions.includes(qualifiedBy));
}
