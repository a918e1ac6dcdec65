import type { EventsAnswer } from '@tillwatch/contract';
import type { LocalisedText } from '@tillwatch/domain';
import type { Batch } from './batch.js';
import { backOff, HoldBack, type HoldBackOptions } from './hold-back.js';
import type { Post } from './http-post.js';

/** What became of batches, as it becomes known. */
export interface SendEvents {
  /** `mayRepeat`: an earlier try of this batch went unanswered, so its duplicates may be our own. */
  readonly answered: (batch: Batch, answer: EventsAnswer, mayRepeat: boolean) => void;
  readonly refused: (batch: Batch, why: LocalisedText) => void;
  readonly waiting: (why: LocalisedText, ms: number) => void;
}

/** How to send. */
export interface SenderOptions extends HoldBackOptions {
  readonly post: Post;
  /** Requests under way at the same time. */
  readonly inFlight: number;
  readonly on: SendEvents;
}

/** Sending had to end before everything was sent. */
export class SendError extends Error {
  override readonly name = 'SendError';

  constructor(readonly why: LocalisedText) {
    super(why.en);
  }
}

/**
 * Sends batches, several at a time, each until the server has answered for every event of it. Sending again is safe,
 * because events have ids. What the server asks to wait holds back all requests, not only the one it answered.
 */
export class Sender {
  readonly #options: SenderOptions;
  readonly #holdBack: HoldBack;
  readonly #underWay = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  #failure: SendError | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#holdBack = new HoldBack(options);
  }

  /** Fires when sending has failed or was stopped; whoever feeds batches stops then. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Takes a batch as soon as there is room for one more request. @throws SendError once sending has failed */
  async send(batch: Batch): Promise<void> {
    while (this.#underWay.size >= this.#options.inFlight) await Promise.race(this.#underWay);
    this.#throwIfFailed();
    // Quiet between batches is not the server's silence.
    if (this.#underWay.size === 0) this.#holdBack.heard();
    this.#start(batch);
  }

  /** Waits until everything is answered. @throws SendError where something could not be sent */
  async drain(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.race(this.#underWay);
    this.#throwIfFailed();
  }

  /** Gives up what is not answered yet. */
  stop(why: LocalisedText): void {
    this.#failure ??= new SendError(why);
    this.#stop.abort();
  }

  #throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #start(batch: Batch): void {
    const delivery = this.#deliver(batch)
      .catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        this.stop({ ko: `보내는 중 오류: ${text}`, en: `sending failed: ${text}` });
      })
      .finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  async #deliver(batch: Batch): Promise<void> {
    let mayRepeat = false;
    for (let tries = 0; ; tries += 1) {
      await this.#holdBack.released(this.signal);
      if (this.signal.aborted) return;
      const reply = await this.#options.post(batch, this.signal);
      if (reply.kind !== 'again') {
        this.#conclude(batch, reply, mayRepeat);
        return;
      }
      mayRepeat ||= reply.lost;
      this.#hold(reply.why, reply.afterMs ?? backOff(tries));
    }
  }

  #conclude(batch: Batch, reply: Exclude<Awaited<ReturnType<Post>>, { kind: 'again' }>, mayRepeat: boolean): void {
    this.#holdBack.heard();
    switch (reply.kind) {
      case 'answered':
        this.#options.on.answered(batch, reply.answer, mayRepeat);
        return;
      case 'refused':
        this.#options.on.refused(batch, reply.why);
        return;
      case 'stop':
        this.stop(reply.why);
        return;
      case 'split':
        this.#split(batch);
    }
  }

  #split(batch: Batch): void {
    if (batch.length === 1) {
      this.#options.on.refused(batch, { ko: '요청 하나에 담기에 너무 큽니다 (413)', en: 'too large for a request of its own (413)' });
      return;
    }
    const half = Math.ceil(batch.length / 2);
    this.#start(batch.slice(0, half));
    this.#start(batch.slice(half));
  }

  #hold(why: LocalisedText, ms: number): void {
    if (this.signal.aborted) return;
    const held = this.#holdBack.hold(ms);
    if (held === 'holding') this.#options.on.waiting(why, ms);
    if (held !== 'given_up') return;
    const seconds = Math.round(this.#options.patienceMs / 1_000);
    this.stop({
      ko: `${why.ko} — ${seconds}초 동안 응답이 없어 멈췄습니다`,
      en: `${why.en} — gave up after ${seconds} s without an answer`,
    });
  }
}
