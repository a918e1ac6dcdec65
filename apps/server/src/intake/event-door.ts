import { Inject, Injectable } from '@nestjs/common';
import { RateLimits, type ApiKey } from '@tillwatch/access';
import type { EventsAnswer } from '@tillwatch/contract';
import type { Clock } from '@tillwatch/domain';
import { checkEvents, readBody, type CheckedEvents, type EventsBody } from '@tillwatch/intake';
import type { Ledger } from '@tillwatch/ledger';
import { rateLimited } from '../access/access-hook.js';
import { CLOCK, LEDGER } from '../platform/tokens.js';
import type { Language } from '../problems/language.js';
import { ProblemError } from '../problems/problem-error.js';
import { Aftermath } from './aftermath.js';
import { CheckContexts } from './check-contexts.js';

/** Takes events in: reads a body, checks each event, has the good ones written, and says what became of all of them. */
@Injectable()
export class EventDoor {
  constructor(
    private readonly contexts: CheckContexts,
    @Inject(LEDGER) private readonly ledger: Ledger,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly rates: RateLimits,
    private readonly aftermath: Aftermath,
  ) {}

  /** @throws ProblemError where nothing could be read, the ledger's errors where nothing was acknowledged */
  async take(sender: ApiKey, body: EventsBody, language: Language): Promise<EventsAnswer> {
    const now = this.clock.now();
    const started = performance.now();
    const items = await this.read(body, sender, now);
    const checked = checkEvents(items, this.contexts.of(sender, now));
    const { duplicates } = await this.ledger.append(checked.accepted);
    const counts = { accepted: checked.accepted.length - duplicates.length, duplicates: duplicates.length };
    this.aftermath.taken({ sender, items, checked, duplicates, now, seconds: (performance.now() - started) / 1_000 });
    return { ...counts, ...told(checked, language) };
  }

  private async read(body: EventsBody, sender: ApiKey, now: number): Promise<readonly unknown[]> {
    const reading = await readBody(body);
    if (!('items' in reading)) throw new ProblemError(reading);
    // Requests that were let in together only now show how much is in them.
    const waitMs = this.rates.spend(sender.id, Math.max(1, reading.items.length), now);
    if (waitMs > 0) throw rateLimited(waitMs);
    return reading.items;
  }
}

function told({ rejections, notices }: CheckedEvents, language: Language): Pick<EventsAnswer, 'rejected' | 'notices'> {
  const rejected = rejections.map((rejection) => ({ ...rejection, message: rejection.message[language] }));
  if (notices.length === 0) return { rejected };
  return { rejected, notices: notices.map((notice) => ({ ...notice, message: notice.message[language] })) };
}
