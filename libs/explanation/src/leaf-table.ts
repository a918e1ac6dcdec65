import type { OrderedDimension, Segment } from '@tillwatch/domain';

/** A dimension of a leaf table; the values of an ordered one read as numbers, or `ie/10` where another dimension qualifies them. */
export interface LeafDimension extends OrderedDimension {
  readonly id: string;
}

/** Counts of every combination of values, now and in a base period. Rows with the same combination are simply added up. */
export interface LeafTable {
  readonly dimensions: readonly LeafDimension[];
  /** Names of the values of each dimension. */
  readonly values: readonly (readonly string[])[];
  readonly rows: number;
  /** rows × dimensions: indexes into {@link values}; -1 where the row has no value. */
  readonly keys: Int32Array;
  readonly total: Float64Array;
  readonly failed: Float64Array;
  /** The base period, of any length: only its rates count. Counts may be faded. All 0: there is no past, siblings are the measure. */
  readonly baseTotal: Float64Array;
  readonly baseFailed: Float64Array;
}

/** What explains a part of the extra failures. */
export interface Cause {
  /** The empty segment: everything fails more. */
  readonly segment: Segment;
  readonly total: number;
  readonly failed: number;
  /** Failures to be expected of these rows. */
  readonly expected: number;
  /** Part of all extra failures, 0..1. */
  readonly extraShare: number;
  /** Part of all traffic, 0..1. */
  readonly trafficShare: number;
  /** Evidence: logarithm of the likelihood ratio, in nats. */
  readonly score: number;
  readonly contrasts: readonly Contrast[];
  /** Its rows by their values of {@link ExplainOptions.partBy}; empty where that was not asked for. */
  readonly parts: readonly Part[];
}

/** Rows of a cause that share one value. */
export interface Part {
  readonly value: string;
  readonly total: number;
  readonly failed: number;
  readonly expected: number;
  /** Outcomes of the base period. */
  readonly baseTotal: number;
}

/** What is normal beside a cause: the rows that share the rest of it but not this dimension, without those of other causes. */
export interface Contrast {
  readonly dimension: string;
  /** The cause without the dimension. */
  readonly segment: Segment;
  readonly total: number;
  readonly failed: number;
  readonly expected: number;
  /** As those of {@link Cause}. */
  readonly parts: readonly Part[];
}

/** Limits of an explanation. */
export interface ExplainOptions {
  /** Causes at most; default 10. */
  readonly causes?: number;
  /** Dimensions of a cause at most, 1 to 3; default 3. */
  readonly depth?: number;
  /** Evidence beyond the cost of its description that makes a cause, in nats; less where it is known already that something is wrong. */
  readonly score?: number;
  /** A dimension by which the rows of every cause are told apart. */
  readonly partBy?: string;
}
