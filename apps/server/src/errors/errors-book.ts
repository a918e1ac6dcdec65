import { Inject, Injectable } from '@nestjs/common';
import type { Catalogue } from '@tillwatch/catalogue';
import type { ErrorsAnswer } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import { CATALOGUE, CLOCK } from '../platform/tokens.js';
import { daysBefore, daysFrom, type Days } from './days.js';
import { ErrorMappings } from './error-mappings.js';
import { errorsAnswer } from './errors-answer.js';
import { ErrorTally } from './error-tally.js';
import type { TallyTotal } from './tally-reader.js';

/** Days that are answered unless others are asked for. */
const USUAL_DAYS = 7;

/** Reads what was tallied, and how its days are told apart. */
export class TallySource {
  constructor(
    readonly days: Days,
    readonly read: (of: { readonly tenant: string; readonly days: readonly string[] }) => Promise<TallyTotal[]>,
  ) {}
}

/** What was asked for. Days that are not kept are left out of the answer's range. */
export interface ErrorsQuery {
  readonly tenant: string;
  readonly journey: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Answers what reported errors were taken for. */
@Injectable()
export class ErrorsBook {
  constructor(
    private readonly source: TallySource,
    private readonly tally: ErrorTally,
    private readonly mappings: ErrorMappings,
    @Inject(CATALOGUE) private readonly catalogue: Catalogue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read({ tenant, journey, ...asked }: ErrorsQuery): Promise<ErrorsAnswer> {
    const now = this.clock.now();
    const range = this.rangeOf(asked, now);
    // What was sent a moment ago is in the answer.
    await this.tally.flush();
    const totals = await this.source.read({ tenant, days: daysFrom(range.from, range.to) });
    const found = {
      ...{ totals, journey, vocabulary: this.catalogue.errors, mappings: this.mappings.list(tenant) },
      ownCategory: (code: Parameters<ErrorMappings['ownCategory']>[1]) => this.mappings.ownCategory(tenant, code),
    };
    const { timeZone } = this.source.days;
    return { journey: journey ?? null, ...range, timeZone, asOf: new Date(now).toISOString(), ...errorsAnswer(found) };
  }

  private rangeOf({ from, to }: Pick<ErrorsQuery, 'from' | 'to'>, now: number): { from: string; to: string } {
    const { days } = this.source;
    const [oldest, newest] = [days.oldest(now), daysBefore(days.of(now), -1)];
    const last = earlier(to ?? days.of(now), newest);
    const first = from ?? daysBefore(last, USUAL_DAYS - 1);
    return { from: first < oldest ? earlier(oldest, last) : first, to: last };
  }
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
