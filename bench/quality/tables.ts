/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Seconds as people read them; a delay that never came is a miss. */
export function span(seconds: number): string {
  if (seconds === Infinity) return 'missed';
  if (seconds >= 7_200) return `${(seconds / 3_600).toFixed(1)} h`;
  return seconds >= 120 ? `${(seconds / 60).toFixed(1)} min` : `${seconds.toFixed(0)} s`;
}

/** A share with three digits. */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** The value below which `share` of the values lie; the lower one of two. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** One-sided upper 95 % limit of a Poisson count: exact for 0, Wilson and Hilferty's approximation above. */
export function upperLimit(count: number): number {
  if (count === 0) return 3;
  const k = count + 1;
  return k * (1 - 1 / (9 * k) + 1.645 / (3 * Math.sqrt(k))) ** 3;
}

/** Alarms per 1,000 segments in 30 days, with the upper limit. */
export function alarmRate(count: number, segmentDays: number): string {
  const per = 30_000 / segmentDays;
  const digits = per < 10 ? 1 : 0;
  return `${(count * per).toFixed(digits)} (≤ ${(upperLimit(count) * per).toFixed(digits)})`;
}
