import { thresholdOf } from '@tillwatch/detection';
import { orderOf, type Journey } from '@tillwatch/domain';
import type { Judge, Judged } from './judge.js';
import type { JudgedSegment } from './judged-set.js';
import type { SignalKind } from './signals.js';

/**
 * Evidence that every further value of a range asks for on top (nats): at any time one of several healthy charts stands a little up,
 * and the sum's tail grows with how many there are.
 */
const EACH_MORE = 2;

/** A judged segment that rises, or helps to show that something does. */
export interface Rising extends Judged {
  /** When it began (ms since epoch). */
  readonly since: number;
}

/** A judged segment by the number of its ordered value. */
interface Neighbour {
  readonly segment: JudgedSegment;
  readonly number: number;
}

/**
 * Segments that differ in one ordered value only, by what they have in common: the versions of one browser at one provider. A rise
 * of all old versions is in each of them too thin to fire for a long time, and in the browser as a whole mixed with the healthy ones.
 */
export class Neighbours {
  private readonly groups = new Map<string, Neighbour[]>();

  constructor(
    private readonly judge: Judge,
    private readonly journeyOf: (id: string) => Journey | undefined,
  ) {}

  /** Takes in a judged segment. */
  add(segment: JudgedSegment): void {
    const place = this.placeOf(segment);
    if (place === undefined) return;
    const group = this.groups.get(place.group) ?? [];
    const at = group.findIndex(({ number }) => number > place.number);
    group.splice(at === -1 ? group.length : at, 0, { segment, number: place.number });
    this.groups.set(place.group, group);
  }

  /** Of groups in which something is pending: ranges from the lowest or the highest value on whose evidence together is conclusive. */
  rising(pending: readonly Judged[]): Rising[] {
    const asked = new Set<string>();
    return pending.flatMap(({ segment, kind }) => {
      const place = this.placeOf(segment);
      const key = `${kind} ${place?.group ?? ''}`;
      if (place === undefined || asked.has(key)) return [];
      asked.add(key);
      return this.conclusive(this.groups.get(place.group) ?? [], kind);
    });
  }

  private conclusive(group: readonly Neighbour[], kind: SignalKind): Rising[] {
    const signal = this.judge.signal(kind);
    for (const ordered of [group, [...group].reverse()]) {
      const charts = ordered.map(({ segment }) => ({ segment, ...signal.evidence(segment.series) }));
      let sum = EACH_MORE;
      for (const [i, { segment, evidence }] of charts.entries()) {
        sum += evidence - EACH_MORE;
        if (i > 0 && sum >= thresholdOf(signal.settings(segment))) return this.strongest(charts.slice(0, i + 1), kind);
      }
    }
    return [];
  }

  /** Those that say when it began: what little speaks for a rise of the others may be older than it. */
  private strongest(charts: readonly { segment: JudgedSegment; evidence: number; onset: number }[], kind: SignalKind): Rising[] {
    const most = Math.max(...charts.map(({ evidence }) => evidence));
    return charts
      .filter(({ evidence }) => 2 * evidence >= most)
      .flatMap(({ segment, onset }) => {
        const judged = this.judge.verdictOf(segment.series, kind);
        return judged === undefined ? [] : [{ ...judged, since: onset }];
      });
  }

  /** The group of a segment, and its place there; undefined where none of its values is ordered. */
  private placeOf({ tenant, journey, stage, segment }: JudgedSegment): { readonly group: string; readonly number: number } | undefined {
    for (const [id, value] of Object.entries(segment)) {
      const dimension = this.journeyOf(journey)?.dimensions.find((each) => each.id === id && each.ordered);
      const order = dimension === undefined ? undefined : orderOf(dimension, value);
      if (order === undefined) continue;
      const others = Object.entries(segment).filter(([other]) => other !== id);
      return { group: JSON.stringify([tenant, journey, stage, id, order.qualifier, ...others.flat()]), number: order.number };
    }
    return undefined;
  }
}
