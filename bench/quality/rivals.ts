/** The rule many monitors ship: over the last 5 minutes at least 100 outcomes and more than twice the usual rate. */
export class StaticRule {
  readonly #failed = new Array<number>(5).fill(0);
  readonly #total = new Array<number>(5).fill(0);
  readonly #usual: number;
  #minute = -1;
  #firing = false;
  /** Times it went from quiet to firing. */
  alarms = 0;

  constructor(usual: number) {
    this.#usual = usual;
  }

  /** Takes a tick; decides once a minute. Returns whether it fires. */
  take(now: number, failed: number, total: number): boolean {
    const minute = Math.floor((now - 1) / 60_000);
    if (minute !== this.#minute) this.#turn(minute);
    const slot = minute % 5;
    this.#failed[slot] = (this.#failed[slot] ?? 0) + failed;
    this.#total[slot] = (this.#total[slot] ?? 0) + total;
    return this.#firing;
  }

  #turn(minute: number): void {
    const total = this.#total.reduce((sum, n) => sum + n, 0);
    const failed = this.#failed.reduce((sum, n) => sum + n, 0);
    const fires = total >= 100 && failed / total > 2 * this.#usual;
    if (fires && !this.#firing) this.alarms += 1;
    this.#firing = fires;
    this.#minute = minute;
    this.#failed[minute % 5] = 0;
    this.#total[minute % 5] = 0;
  }
}
