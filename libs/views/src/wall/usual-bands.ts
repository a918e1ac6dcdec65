import type { Usual } from '@tillwatch/contract';

/** What is usual, as drawn behind a minute; shares in 0..1. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** The band of a minute is the one judged with at the time; it is not redrawn when the usual moves on. */
export class UsualBands {
  private readonly bands = new Map<string, Band>();

  /** `most`: bands to remember; beyond it the older half is forgotten. */
  constructor(private readonly most: number) {}

  /** The band of the minute `name`, after what is usual now; only a `running` minute may still change. */
  of(name: string, usual: Usual | null, running: boolean): Band | undefined {
    const known = this.bands.get(name);
    if (usual === null || usual.learning || (known !== undefined && !running)) return known;
    const band = { low: usual.low, high: usual.high };
    this.bands.set(name, band);
    if (this.bands.size > this.most) this.forgetOldest();
    return band;
  }

  private forgetOldest(): void {
    for (const name of [...this.bands.keys()].slice(0, this.bands.size - this.most / 2)) this.bands.delete(name);
  }
}
