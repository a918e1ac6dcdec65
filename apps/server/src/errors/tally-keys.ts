/** The Redis keys of the tally: of each tenant's day one hash of counts, and one of when rows were seen, with samples. */
export class TallyKeys {
  constructor(private readonly prefix: string) {}

  /** Row → count. */
  counts(tenant: string, day: string): string {
    return `${this.prefix}errors:counts:${encodeURIComponent(tenant)}:${day}`;
  }

  /** Row → when it was seen last; row and `#0` to `#2` → a sample. */
  seen(tenant: string, day: string): string {
    return `${this.prefix}errors:seen:${encodeURIComponent(tenant)}:${day}`;
  }

  /** Tenant and code → what the installation says of it. */
  get mappings(): string {
    return `${this.prefix}errors:mappings`;
  }
}
