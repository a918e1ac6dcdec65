import type { WireEvent } from '@tillwatch/contract';
import type { SentEvent } from '@tillwatch/scenarios';

/** Plays a stream of events against a clock: hands out what has arrived by now. */
export class Player {
  private next: IteratorResult<SentEvent, unknown> | undefined;

  /**
   * @param stream events by time of arrival
   * @param startsAt when the stream starts, on its own clock and on the real one (ms since the epoch)
   * @param speed how many of its seconds pass in one; other than 1, times are rewritten so that all happens now
   */
  constructor(
    private readonly stream: Iterator<SentEvent, unknown>,
    private readonly startsAt: number,
    private readonly speed: number,
  ) {}

  /** The events that arrive up to `now` and were not handed out yet, at most `most` of them. */
  due(now: number, most: number): WireEvent[] {
    const until = this.startsAt + (now - this.startsAt) * this.speed;
    const due: WireEvent[] = [];
    while (due.length < most) {
      this.next ??= this.stream.next();
      if (this.next.done === true || this.next.value.arrivesAt > until) break;
      due.push(this.speed === 1 ? this.next.value.event : this.moved(this.next.value.event));
      this.next = undefined;
    }
    return due;
  }

  private moved(event: WireEvent): WireEvent {
    const occurred = Date.parse(event.occurredAt);
    return { ...event, occurredAt: new Date(this.startsAt + (occurred - this.startsAt) / this.speed).toISOString() };
  }
}
