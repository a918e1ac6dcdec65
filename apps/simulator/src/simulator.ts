import type { Clock, LocalisedText } from '@tillwatch/domain';
import { createShop, DEMO_RHYTHM_DEPTH, generate, type Shop } from '@tillwatch/scenarios';
import { Door } from './door.js';
import type { Options } from './options.js';
import { gaps, tell, type PastOptions } from './past.js';
import { Player } from './player.js';
import { Sender } from './sender.js';
import { statusText, texts } from './texts.js';
import { Tallier } from './tally.js';

/** What the simulator runs in. */
export interface Surroundings {
  readonly clock: Clock;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Says one line to people. */
  readonly say: (text: LocalisedText) => void;
  /** Fires when it is time to end. */
  readonly signal: AbortSignal;
}

const BATCH_EVERY_MS = 200;
const STATUS_EVERY_MS = 60_000;
const KNOCK_EVERY_MS = 250;
/** Told once when the server is not there after this long. */
const PATIENCE_MS = 3_000;
/** Events handed over at once, so that a pause never makes a request of everything missed. */
const MOST_AT_ONCE = 20_000;
const PAST_BATCH = 1_000;
/** A machine that was closed for longer than this does not send what it has missed. */
const OVERSLEPT_MS = 5 * 60_000;

/** A shop that lives through the public door of a server. */
export class Simulator {
  private readonly door: Door;
  private readonly tallier = new Tallier();
  private readonly sender: Sender;
  private readonly shop: Shop = createShop({ rhythmDepth: DEMO_RHYTHM_DEPTH });

  constructor(
    private readonly options: Options,
    key: string,
    private readonly around: Surroundings,
  ) {
    this.door = new Door(options.to, key);
    const notice = (why: string | undefined): void => around.say(why === undefined ? texts.back : texts.away(why));
    this.sender = new Sender({ door: this.door, tallier: this.tallier, wait: around.wait, notice });
  }

  /** Waits for the server, brings the past along, then plays until told to end. @throws Locked where the key opens no door */
  async run(): Promise<void> {
    while (!this.around.signal.aborted) {
      await this.untilOpen();
      await this.play(this.options.history > 0 ? await this.bringPast() : this.around.clock.now());
    }
  }

  private async untilOpen(): Promise<void> {
    const { clock, wait, say, signal } = this.around;
    const since = clock.now();
    let told = false;
    while (!signal.aborted && !(await this.door.isOpen(signal))) {
      if (!told && clock.now() - since > PATIENCE_MS) say(texts.waiting(this.options.to.href));
      told ||= clock.now() - since > PATIENCE_MS;
      await wait(KNOCK_EVERY_MS, signal);
    }
  }

  /** Sends what the server does not know of the past; returns when the present starts. */
  private async bringPast(): Promise<number> {
    const { clock, say, signal } = this.around;
    const now = clock.now();
    const { shop } = this;
    const past: PastOptions = {
      shop,
      now,
      days: this.options.history,
      seed: this.options.seed,
      eventsPerSecond: this.options.rate * this.options.speed,
    };
    const found = await gaps(this.door, past, signal).catch(() => undefined);
    if (found === undefined) say(texts.pastUnknown);
    if (found === undefined || found.length === 0) return now;
    let batch = [];
    for (const event of tell(found, past)) {
      if (signal.aborted) return now;
      batch.push(event);
      if (batch.length < PAST_BATCH) continue;
      this.sender.add(batch);
      batch = [];
      await this.sender.flush(signal);
    }
    this.sender.add(batch);
    await this.sender.flush(signal);
    say(texts.pastTold(this.tallier.read(), (clock.now() - now) / 1000));
    // The present goes on where the past ends, so that there is no hole in between.
    return found.at(-1)?.to ?? now;
  }

  /** Plays until told to end, or until the machine has slept for so long that it is better to start anew. */
  private async play(startsAt: number): Promise<void> {
    const { clock, wait, say, signal } = this.around;
    const player = this.open(startsAt);
    let statusAt = clock.now() + STATUS_EVERY_MS;
    for (let at = clock.now(); !signal.aborted; at = Math.max(at + BATCH_EVERY_MS, clock.now())) {
      await wait(at - clock.now(), signal);
      if (clock.now() - at > OVERSLEPT_MS) {
        say(texts.overslept);
        return;
      }
      this.sender.add(player.due(clock.now(), MOST_AT_ONCE));
      this.sender.pump(signal);
      if (clock.now() < statusAt) continue;
      say(statusText(this.tallier.read(), this.sender.pending));
      statusAt = clock.now() + STATUS_EVERY_MS;
    }
  }

  private open(startsAt: number): Player {
    const { scenario, rate, speed, seed } = this.options;
    this.around.say(texts.playing(scenario.label, rate * speed, this.options.to.href));
    // A faster shop comes by the same instants of its life again at the next start: it must not meet its own ids.
    const run = speed === 1 ? seed : `${seed}@${startsAt}`;
    const life = { from: startsAt, to: Infinity, startsAt: this.around.clock.now(), seed: run, eventsPerSecond: rate };
    return new Player(generate(this.shop, scenario, life), startsAt, speed);
  }
}
