const MINUTE = 60_000;
const BLOCK = 10_000;

/** A detector in common use. It is told the true usual rate, which ours has to learn. */
export interface Rival {
  readonly name: string;
  /** Takes the outcomes of a tick that ends at `now`; whether it fires. */
  take(now: number, failed: number, total: number): boolean;
}

/** Sums over the last whole minutes. */
class Minutes {
  readonly #failed: number[];
  readonly #total: number[];
  #minute = -1;

  constructor(most: number) {
    this.#failed = new Array<number>(most + 1).fill(0);
    this.#total = new Array<number>(most + 1).fill(0);
  }

  /** Adds a tick; whether a minute ended before it. */
  add(now: number, failed: number, total: number): boolean {
    const minute = Math.floor((now - 1) / MINUTE);
    const slot = minute % this.#failed.length;
    const turned = minute !== this.#minute;
    if (turned) {
      this.#minute = minute;
      this.#failed[slot] = 0;
      this.#total[slot] = 0;
    }
    this.#failed[slot] = (this.#failed[slot] ?? 0) + failed;
    this.#total[slot] = (this.#total[slot] ?? 0) + total;
    return turned;
  }

  /** Counts of the last `minutes` whole minutes. */
  last(minutes: number): { failed: number; total: number } {
    const sum = { failed: 0, total: 0 };
    const size = this.#failed.length;
    for (let back = 1; back <= minutes; back += 1) {
      const slot = (this.#minute - back + size) % size;
      sum.failed += this.#failed[slot] ?? 0;
      sum.total += this.#total[slot] ?? 0;
    }
    return sum;
  }
}

/** A rule on minutes, decided once a minute. */
function byMinutes(name: string, most: number, fires: (minutes: Minutes) => boolean): Rival {
  const minutes = new Minutes(most);
  let firing = false;
  return {
    name,
    take(now, failed, total) {
      if (minutes.add(now, failed, total)) firing = fires(minutes);
      return firing;
    },
  };
}

/** The rule many monitors ship: over 5 minutes at least 100 outcomes and more than twice the usual rate. */
function staticRule(usual: number): Rival {
  return byMinutes('static 5 min > 2 × usual, min 100', 5, (minutes) => {
    const { failed, total } = minutes.last(5);
    return total >= 100 && failed > 2 * usual * total;
  });
}

/** Six standard deviations above the usual rate over 5 minutes. */
function zScore(usual: number): Rival {
  return byMinutes('z-score 5 min > 6', 5, (minutes) => {
    const { failed, total } = minutes.last(5);
    return total > 0 && failed - usual * total > 6 * Math.sqrt(total * usual * (1 - usual));
  });
}

/** Burn rate of the SRE workbook, the usual rate being the budget: 14.4 over 1 h and 5 min, or 6 over 6 h and 30 min. */
function burnRate(usual: number): Rival {
  const burns = (minutes: Minutes, length: number, factor: number): boolean => {
    const { failed, total } = minutes.last(length);
    return total > 0 && failed > Math.min(factor * usual, 1) * total;
  };
  return byMinutes('burn rate 14.4 × 1 h, 6 × 6 h', 360, (minutes) => {
    const fast = burns(minutes, 5, 14.4) && burns(minutes, 60, 14.4);
    return fast || (burns(minutes, 30, 6) && burns(minutes, 360, 6));
  });
}

/** EWMA chart (Roberts 1959) on blocks of 10 s: weight 0.1, limit 6 standard deviations. */
function ewma(usual: number): Rival {
  const weight = 0.1;
  const block = { at: -1, failed: 0, total: 0 };
  const chart = { excess: 0, variance: 0, firing: false };
  const close = (): void => {
    chart.excess += weight * (block.failed - usual * block.total - chart.excess);
    chart.variance += weight * (usual * (1 - usual) * block.total - chart.variance);
    chart.firing = chart.excess > 6 * Math.sqrt((chart.variance * weight) / (2 - weight)) && chart.excess > 0;
  };
  return {
    name: 'EWMA 0.1, limit 6',
    take(now, failed, total) {
      const at = Math.floor((now - 1) / BLOCK);
      if (at !== block.at) {
        if (block.at >= 0) close();
        Object.assign(block, { at, failed: 0, total: 0 });
      }
      block.failed += failed;
      block.total += total;
      return chart.firing;
    },
  };
}

/** All rivals, for a segment of this usual rate. */
export function rivalsOf(usual: number): Rival[] {
  return [staticRule(usual), zScore(usual), ewma(usual), burnRate(usual)];
}
