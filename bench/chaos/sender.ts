import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptRecord } from '@tillwatch/windows';
import type { FromChild, ToChild } from './protocol.js';
import type { Batch } from './traffic.js';

/** Requests under way at the same time. */
const IN_FLIGHT = 8;

/** A sender that keeps what is not acknowledged and sends it again, to a counting process that it starts and can kill. */
export class Sender {
  /** Batches sent, counting each time. */
  sent = 0;
  /** What the counting process told of its faults. */
  readonly faults: string[] = [];
  private child: ChildProcess | undefined;
  private ready = false;
  private now = 0;
  private readonly queue: number[] = [];
  private readonly under = new Set<number>();
  /** Under way since before storage lost something. */
  private readonly doubtful = new Set<number>();
  /** Batches in the order of their acknowledgement, the newest last. */
  private readonly acknowledged: number[] = [];
  private changed: () => void = () => undefined;
  private zombie: Promise<void> = Promise.resolve();

  constructor(
    private readonly program: string,
    private readonly socket: string,
    private readonly batches: readonly Batch[],
  ) {}

  /** Starts the counting process, after a kill with what was under way to be sent again. */
  start(): void {
    const child = fork(this.program, [this.socket], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    this.ready = false;
    child.on('message', (message: FromChild) => this.heard(child, message));
    child.on('error', () => undefined); // what is sent while it dies; its exit says the rest
    this.tell({ kind: 'start', now: this.now || (this.batches[0]?.now ?? 0) });
  }

  /** Kills the counting process the hard way and starts another. */
  async killAndRestart(): Promise<void> {
    await this.kill();
    this.start();
  }

  /** Kills the counting process and waits until it is gone. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    this.takeBack();
  }

  /**
   * Pauses the counting process, starts another, lets the first go on after `wakeMs` as if nothing had happened, and kills it
   * `liveMs` later.
   */
  async replace(wakeMs: number, liveMs: number): Promise<void> {
    await this.zombie;
    const old = this.child;
    old?.kill('SIGSTOP');
    this.takeBack();
    this.start();
    this.zombie = sleep(wakeMs)
      .then(() => old?.kill('SIGCONT'))
      .then(() => sleep(liveMs))
      .then(() => void old?.kill('SIGKILL'));
  }

  /** Sends batch number `n` once there is room, after everything that waits. */
  async send(n: number): Promise<void> {
    while (this.queue.length > 0 || this.under.size >= IN_FLIGHT || !this.ready) await this.nextChange();
    this.queue.push(n);
    this.pump();
  }

  /**
   * Storage has lost its newest writes: sends the last `count` acknowledged batches again, and what is under way once more,
   * because its acknowledgement may be older than the loss.
   */
  sendAgain(count: number): void {
    this.queue.unshift(...this.acknowledged.splice(-count));
    for (const batch of this.under) this.doubtful.add(batch);
    this.pump();
  }

  /** Resolves when everything sent is acknowledged. */
  async settled(): Promise<void> {
    while (this.queue.length > 0 || this.under.size > 0) await this.nextChange();
  }

  /** Every attempt that is remembered at `now`, read back by a process of its own: storage tells them, not memory. */
  async attempts(now: number): Promise<{ readonly seed: number; readonly rows: readonly AttemptRecord[] }> {
    await this.zombie;
    await this.settled();
    await this.ask({ kind: 'tellAttempts', now }, 'attempts');
    await this.killAndRestart();
    while (!this.ready) await this.nextChange();
    return this.ask({ kind: 'tellAttempts', now }, 'attempts');
  }

  /** Has everything counted and stored; `now` is the clock at the end. */
  async finish(now: number): Promise<void> {
    await this.zombie;
    await this.settled();
    await this.ask({ kind: 'finish', now }, 'finished');
  }

  private async ask<K extends FromChild['kind']>(question: ToChild, kind: K): Promise<Extract<FromChild, { kind: K }>> {
    this.now = question.now;
    const answered = new Promise<Extract<FromChild, { kind: K }>>((resolve) => {
      this.child?.on('message', (message: FromChild) => {
        if (message.kind === kind) resolve(message as Extract<FromChild, { kind: K }>);
      });
    });
    this.tell(question);
    return answered;
  }

  /** What is not acknowledged waits to be sent again. */
  private takeBack(): void {
    this.queue.unshift(...this.under);
    this.under.clear();
  }

  private heard(child: ChildProcess, message: FromChild): void {
    if (child !== this.child) return;
    if (message.kind === 'ready') this.ready = true;
    if (message.kind === 'fault') this.faults.push(message.text);
    if (message.kind === 'appended' && this.under.delete(message.batch)) {
      const doubtful = this.doubtful.delete(message.batch);
      if (message.ok && !doubtful) this.acknowledged.push(message.batch);
      else this.queue.push(message.batch);
    }
    this.pump();
    this.changed();
  }

  private pump(): void {
    while (this.ready && this.queue.length > 0 && this.under.size < IN_FLIGHT) {
      const batch = this.queue.shift() ?? 0;
      const { events, now } = this.batches[batch] ?? { events: [], now: 0 };
      this.now = Math.max(this.now, now);
      this.under.add(batch);
      this.sent++;
      this.tell({ kind: 'append', now: this.now, batch, events });
    }
  }

  private tell(message: ToChild): void {
    if (this.child?.connected === true) this.child.send(message, () => undefined);
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.changed = resolve;
    });
  }
}
