import { formatSegment, type Journey, type Policy, type Segment } from '@tillwatch/domain';
import type { JudgedTogether } from '@tillwatch/windows';

/** Where it is told how journeys are judged. */
export interface PoliciesSource {
  readonly journeys: readonly Journey[];
  /** How a journey is judged; undefined where there is no such journey. */
  policy(journey: string): Policy | undefined;
}

/** What is judged like single values: kept pairs of dimensions by whose values incidents may open, and the segments that policies pin. */
export function judgedTogether(source: PoliciesSource): JudgedTogether {
  const policies = source.journeys.flatMap((journey) => {
    const policy = source.policy(journey.id);
    return policy === undefined ? [] : [{ journey, policy }];
  });
  return {
    pairs: policies.flatMap(({ journey, policy }) => pairsOf(journey, policy)),
    segments: policies.flatMap(({ journey, policy }) => policy.pinned.map((segment) => ({ journey: journey.id, segment }))),
  };
}

function pairsOf({ cuboids, dimensions }: Journey, { pageBy }: Policy): (readonly string[])[] {
  const pairs = cuboids.map((cuboid) => cuboid.dimensions).filter((pair) => pair.length === 2);
  const qualifier = (id: string): string | undefined => dimensions.find((each) => each.id === id)?.qualifiedBy;
  const isOne = (pair: readonly string[]): boolean => pair.some((id) => pair.includes(qualifier(id) ?? ''));
  // A merchant's own pairs are too many, and one merchant's trouble is seen by the merchant.
  return pairs.filter((pair) => !isOne(pair) && pair.every((id) => pages({ dimensions }, pageBy, id) && id !== 'merchant'));
}

/** Whether a value of a dimension may open an incident: one that is named, or that is qualified by one (a browser's version). */
function pages({ dimensions }: Pick<Journey, 'dimensions'>, pageBy: readonly string[], id: string): boolean {
  const qualifier = dimensions.find((dimension) => dimension.id === id)?.qualifiedBy;
  return pageBy.includes(id) || (qualifier !== undefined && pageBy.includes(qualifier));
}

/** Which segments of one journey may open incidents. */
export class PagingSet {
  private readonly pinned: ReadonlySet<string>;

  constructor(
    private readonly journey: Pick<Journey, 'dimensions'>,
    private readonly policy: Pick<Policy, 'pageBy' | 'pinned'>,
  ) {
    this.pinned = new Set(policy.pinned.map(formatSegment));
  }

  /** Whether a rise of a segment may. */
  has(segment: Segment): boolean {
    const isNamed = Object.keys(segment).every((id) => pages(this.journey, this.policy.pageBy, id));
    return isNamed || this.pinned.has(formatSegment(segment));
  }

  /** Whether the silence of one value of a dimension may: merchants and browsers are many, and some of them are always away. */
  hasSilenceOf(segment: Segment): boolean {
    const [dimension, ...others] = Object.keys(segment);
    if (dimension === undefined || others.length > 0 || dimension === 'browser' || dimension === 'merchant') return false;
    return this.policy.pageBy.includes(dimension) || this.pinned.has(formatSegment(segment));
  }
}
