import type { RejectedEvent } from '@tillwatch/intake';
import type { Redis } from 'ioredis';

/** Kept this long, in milliseconds. */
export const KEPT_MS = 24 * 3_600_000;
/** About how many are kept of one tenant; the oldest go first. */
const MOST = 10_000;
/** How many of one request are kept: a batch that is wrong throughout is wrong in the same way. */
const MOST_OF_A_REQUEST = 500;

/** What is kept of a rejected event: never a value of it but its id, and that only where it shows nothing secret. */
export interface KeptRejection {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly id?: string;
  readonly path: string;
  readonly code: string;
  /** Only where they name something that exists. */
  readonly journey?: string;
  readonly stage?: string;
}

/** A rejected event with the place in the catalogue it was meant for, as far as there is such a place. */
export interface Misplaced extends RejectedEvent {
  readonly journey?: string;
  readonly stage?: string;
}

/** Rejected events of the last day, for "why is my event missing?": a capped Redis stream for each tenant. */
export class RejectedLog {
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {}

  /** @param from the tenant and merchant of the key that sent them */
  async keep(from: { readonly tenant: string; readonly merchant: string }, rejected: readonly Misplaced[], now: number): Promise<void> {
    const key = this.key(from.tenant);
    const pipeline = this.redis.pipeline();
    for (const { id, path, code, journey, stage } of rejected.slice(0, MOST_OF_A_REQUEST)) {
      const fields = { code, path, id, journey, stage, merchant: from.merchant };
      pipeline.xadd(
        key,
        'MAXLEN',
        '~',
        MOST,
        '*',
        ...Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [name, value])),
      );
    }
    pipeline.xtrim(key, 'MINID', '~', String(now - KEPT_MS));
    pipeline.pexpire(key, KEPT_MS);
    const failed = (await pipeline.exec())?.find(([error]) => error !== null)?.[0];
    if (failed) throw failed;
  }

  /**
   * The latest first.
   *
   * @param of whose; a merchant sees what came with keys of its own
   */
  async list(
    of: { readonly tenant: string; readonly merchant: string; readonly id?: string | undefined; readonly limit: number },
    now: number,
  ): Promise<KeptRejection[]> {
    const entries = await this.redis.xrevrange(this.key(of.tenant), '+', String(now - KEPT_MS));
    const kept: KeptRejection[] = [];
    for (const [entryId, pairs] of entries) {
      const { code = '', path = '', merchant, id, journey, stage } = fieldsOf(pairs);
      if ((of.merchant !== '*' && merchant !== of.merchant) || (of.id !== undefined && id !== of.id)) continue;
      kept.push({ at: Number(entryId.split('-')[0]), path, code, ...defined({ id, journey, stage }) });
      if (kept.length === of.limit) break;
    }
    return kept;
  }

  private key(tenant: string): string {
    return `${this.prefix}rejected:${encodeURIComponent(tenant)}`;
  }
}

function fieldsOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.flatMap((name, i) => (i % 2 === 0 ? [[name, pairs[i + 1] ?? '']] : [])));
}

function defined(fields: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
