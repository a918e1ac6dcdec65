/** What is counted of a series: in which column, when (seconds since the epoch), how many (negative: taken back). */
export interface Count {
  readonly column: number;
  readonly second: number;
  readonly n: number;
}
