import { formatSegment, type Segment } from '@tillwatch/domain';
import type { Names } from './names.js';

/** What is judged like single values although it has more than one. All of it must be among the combinations that are counted. */
export interface JudgedTogether {
  /** Pairs of dimensions, whatever their values. */
  readonly pairs: readonly (readonly string[])[];
  /** Segments of a journey. */
  readonly segments: readonly { readonly journey: string; readonly segment: Segment }[];
}

/** Tells of which combinations of values the judge hears. */
export class JudgedCombinations {
  private readonly pairs: ReadonlySet<string>;
  private readonly segments: ReadonlySet<string>;

  constructor(
    private readonly names: Names,
    { pairs, segments }: JudgedTogether,
  ) {
    this.pairs = new Set(pairs.map((pair) => [...pair].sort().join()));
    this.segments = new Set(segments.map(({ journey, segment }) => spell(journey, segment)));
  }

  /** Whether a series of more than one value is judged. */
  has(series: number): boolean {
    if (this.pairs.has(this.names.dimensionsOf(series).join())) return true;
    return this.segments.size > 0 && this.segments.has(this.spellingOf(series));
  }

  private spellingOf(series: number): string {
    const { stage, values } = this.names.parts(series);
    const meaning = this.names.meaning(stage);
    const pairs = values
      .map((symbol) => this.names.meaning(symbol))
      .flatMap((of) => (of?.kind === 'value' ? [[of.dimension, of.value]] : []));
    return spell(meaning?.kind === 'stage' ? meaning.journey : '', Object.fromEntries(pairs) as Segment);
  }
}

function spell(journey: string, segment: Segment): string {
  return `${journey} ${formatSegment(segment)}`;
}
