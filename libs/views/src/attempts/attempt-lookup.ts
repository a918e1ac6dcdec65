import type { Catalogue } from '@tillwatch/catalogue';
import type { AttemptAnswer } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import { recordOf, type AttemptArchive, type AttemptRecord, type Fold, type RangeReader } from '@tillwatch/windows';
import type { Asker } from '../numbers/query.js';
import { attemptAnswer } from './attempt-answer.js';

/** The hash of an attempt. */
export interface AttemptHash {
  readonly high: number;
  readonly low: number;
}

/** What attempts are looked up in. */
export interface AttemptSources {
  readonly catalogue: Catalogue;
  readonly reader: RangeReader;
  readonly archive: AttemptArchive;
  readonly clock: Clock;
  /** How the log names an attempt. */
  readonly hashOf: (scope: { readonly tenant: string; readonly journey: string }, attempt: string) => AttemptHash;
}

/** An attempt that was found, and by which hash. */
interface Found {
  readonly record: AttemptRecord;
  readonly hash: AttemptHash;
}

/** Finds single attempts: in memory while they can change, failed ones for seven days more. */
export class AttemptLookup {
  constructor(private readonly sources: AttemptSources) {}

  /**
   * What became of an attempt, as far as the asker may see it; undefined where nothing is known (any more).
   * @param journey where to look; all journeys unless given
   * @throws NumbersNotReadyError while the counts are being read back
   */
  async find(attempt: string, asker: Asker, journey?: string): Promise<AttemptAnswer | undefined> {
    const found = await this.search(attempt, asker, journey);
    return found === undefined ? undefined : attemptAnswer(found.record, attempt, this.sources.catalogue);
  }

  /** The hash of an attempt that the asker may erase; undefined where nothing is known of it. @throws NumbersNotReadyError */
  async hashOf(attempt: string, asker: Asker, journey?: string): Promise<AttemptHash | undefined> {
    return (await this.search(attempt, asker, journey))?.hash;
  }

  private async search(attempt: string, asker: Asker, journey?: string): Promise<Found | undefined> {
    const fold = await this.sources.reader.ready();
    const ids = this.sources.catalogue.journeys.map(({ id }) => id).filter((id) => journey === undefined || id === journey);
    for (const id of ids) {
      const hash = this.sources.hashOf({ tenant: asker.tenant, journey: id }, attempt);
      const record = inMemory(fold, hash) ?? (await this.sources.archive.find(fold, hash, this.sources.clock.now()));
      if (record !== undefined && isOwn(record, asker)) return { record, hash };
    }
    return undefined;
  }
}

function inMemory(fold: Fold, { high, low }: AttemptHash): AttemptRecord | undefined {
  const row = fold.attempts.table.find(high, low);
  return row < 0 ? undefined : recordOf(fold, fold.attempts, row);
}

/** A merchant sees its own attempts alone, and does not learn that there are others. */
function isOwn({ dimensions }: AttemptRecord, { merchant }: Asker): boolean {
  return merchant === '*' || dimensions['merchant'] === merchant;
}
