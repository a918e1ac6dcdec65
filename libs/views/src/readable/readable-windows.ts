import type { Board, Catalogue } from '@tillwatch/catalogue';
import { formatSegment, WHOLE_ATTEMPT, type Journey, type Segment } from '@tillwatch/domain';
import type { KeySpace } from '@tillwatch/redis';
import { ABSENT, liveWindow, type Fold, type LiveWindow } from '@tillwatch/windows';
import type { Redis } from 'ioredis';
import { countsAnswer } from '../numbers/numbers.js';

/** The windows a hash holds: name of the fields' prefix and length in seconds. */
export const READABLE_WINDOWS = [
  ['1m', 60],
  ['5m', 300],
  ['1h', 3600],
] as const;

/** How long a hash lives without being written (s); a reader that finds one knows that the writer is alive. */
const TTL_SECONDS = 60;
/** Dimensions with more values than this are left out (merchants, versions): one hash each would be a flood. */
const MOST_VALUES = 400;
/** Tenants beside the default one carry their name in the key. */
const DEFAULT_TENANT = 'default';

/**
 * Writes counts of stages and of their single dimensions as plain hashes, so that `redis-cli HGETALL` and programs in any
 * language can read them: `tw:live:<journey>:<segment>`, the stage being part of the segment (without one: whole attempts). Windows end on the newest
 * closed 10-second edge; each says from when to when it goes, and `/v1/stats` gives the same numbers for that range.
 */
export class ReadableWindows {
  private writtenTo = 0;

  constructor(
    private readonly redis: Redis,
    private readonly keys: KeySpace,
    private readonly catalogue: Catalogue,
  ) {}

  /** Writes all windows anew whenever their end has moved on, every ten seconds. `watermark` in ms since the epoch. */
  async write(fold: Fold, watermark: number): Promise<void> {
    const to = Math.floor(watermark / 10_000) * 10;
    if (to === this.writtenTo) return;
    this.writtenTo = to;
    const pipeline = this.redis.pipeline();
    for (const { tenant, journey: id } of fold.scopes.uses) {
      const journey = this.catalogue.journey(id);
      if (journey === undefined) continue;
      for (const { stage, segment, series } of this.segmentsOf(fold, tenant, journey)) {
        const fields = READABLE_WINDOWS.flatMap(([name, length]) => fieldsOf(name, liveWindow(fold, series, length, to)));
        const key = this.keyOf(tenant, journey.id, stage === WHOLE_ATTEMPT ? segment : { stage, ...segment });
        pipeline.hset(key, ...fields).expire(key, TTL_SECONDS);
      }
    }
    if (pipeline.length > 0) await pipeline.exec();
  }

  private keyOf(tenant: string, journey: string, segment: Segment): string {
    const scope = tenant === DEFAULT_TENANT ? journey : `${encodeURIComponent(tenant)}@${journey}`;
    return this.keys.live(scope, formatSegment(segment));
  }

  private *segmentsOf(fold: Fold, tenant: string, journey: Journey): Generator<{ stage: string; segment: Segment; series: number }> {
    const single = journey.dimensions.filter(({ limit }) => limit <= MOST_VALUES).map(({ id }) => [id]);
    for (const stage of [WHOLE_ATTEMPT, ...journey.stages.map(({ id }) => id)]) {
      const symbol = fold.names.findSymbol({ kind: 'stage', tenant, journey: journey.id, stage });
      if (symbol === undefined) continue;
      for (const dimensions of [[], ...single]) {
        for (const series of fold.names.seriesOf(symbol, dimensions)) {
          yield { stage, segment: fold.describe(series)?.segment ?? {}, series };
        }
      }
    }
    for (const tile of this.catalogue.boards.flatMap(tilesOf)) {
      if (tile.journey !== journey.id || Object.keys(tile.segment).length < 2) continue;
      const series = fold.seriesOf({ tenant, journey: journey.id, stage: tile.stage }, tile.segment);
      if (series !== ABSENT) yield { stage: tile.stage, segment: tile.segment, series };
    }
  }
}

function tilesOf(board: Board): Board['tiles'] {
  return [board.headline, ...board.tiles];
}

function fieldsOf(name: string, { from, to, counts }: LiveWindow): (string | number)[] {
  const { started, total, failed, system, declined, unknown, abandoned, stalled } = countsAnswer(counts);
  const values = { from: new Date(from * 1000).toISOString(), to: new Date(to * 1000).toISOString() };
  return Object.entries({ ...values, started, total, failed, system, declined, unknown, abandoned, stalled }).flatMap(([field, value]) => [
    `${name}.${field}`,
    value,
  ]);
}
