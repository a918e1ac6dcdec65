/** One line of the bench: a figure of ours next to what limits it, both measured in this run. */
export interface Row {
  readonly id: string;
  /** What was measured, in words. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with; absent for figures that are only told. */
  readonly limit?: { readonly what: string; readonly value: number };
  /** `value / limit` must be at least or at most this. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
  readonly note?: string;
}

/** A row with its ratio and whether the goal is met; `missedBy` as a factor above 1. */
export interface JudgedRow extends Row {
  readonly ratio?: number;
  readonly met?: boolean;
  readonly missedBy?: number;
}

/** Adds what follows from a row's figures. */
export function judge(row: Row): JudgedRow {
  if (row.limit === undefined) return row;
  const ratio = row.value / row.limit.value;
  if (row.goal === undefined) return { ...row, ratio };
  const distance = 'atLeast' in row.goal ? row.goal.atLeast / ratio : ratio / row.goal.atMost;
  return distance <= 1 ? { ...row, ratio, met: true } : { ...row, ratio, met: false, missedBy: distance };
}

const figure = (value: number): string => {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

function verdictOf({ met, missedBy, goal }: JudgedRow): string {
  if (goal === undefined || met === undefined) return 'told';
  const wanted = 'atLeast' in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`;
  return met ? `met (${wanted})` : `MISSED (${wanted}) by ×${figure(missedBy ?? 0)}`;
}

/** A row as people read it, one or two lines. */
export function lineOf(row: JudgedRow): string {
  const { id, what, value, unit, limit, ratio, note } = row;
  const against = limit === undefined ? '' : ` | ${limit.what}: ${figure(limit.value)} ${unit} | ratio ${figure(ratio ?? 0)}`;
  const told = `${id.padEnd(18)} ${what}: ${figure(value)} ${unit}${against} | ${verdictOf(row)}`;
  return note === undefined ? told : `${told}\n${' '.repeat(19)}${note}`;
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value below which a share of the figures lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
