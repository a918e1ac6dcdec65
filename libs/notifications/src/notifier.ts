import { queueConnection, type RedisAddress } from '@tillwatch/redis';
import { DelayedError, Queue, Worker, type Job } from 'bullmq';
import type { Decider } from './decider.js';
import type { Deliverer } from './deliverer.js';
import type { NotificationStore } from './notification-store.js';

/** How often changes of incidents are looked for, in ms. */
const DECIDE_MS = 250;
/** How often everything that is still to be sent is made sure to be in the queue, in ms. */
const SWEEP_MS = 5_000;
/** Messages that are sent at a time; most of the time they wait for an answer. */
const AT_ONCE = 20;
const QUEUE = 'notifications';

/** What a notifier runs with. */
export interface NotifierParts {
  readonly address: RedisAddress;
  /** What the product's keys begin with. */
  readonly prefix: string;
  readonly store: NotificationStore;
  readonly decider: Decider;
  readonly deliverer: Deliverer;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/**
 * Runs notifications in this process: decides, queues, sends. Any number of processes may. What is decided is stored before it is
 * queued, and stays stored until a receiver took it; a queue that lost a job is given it again.
 */
export class Notifier {
  private readonly queue: Queue;
  private readonly worker: Worker;
  private timers: NodeJS.Timeout[] = [];
  private working: Promise<void> | undefined;
  private left: number | undefined;

  constructor(private readonly parts: NotifierParts) {
    const { address, prefix, onFault } = parts;
    const connection = queueConnection(address, 'notifications');
    const own = { connection, prefix: `${prefix}{q}` };
    this.queue = new Queue(QUEUE, { ...own, defaultJobOptions: { removeOnComplete: true, removeOnFail: true } });
    this.worker = new Worker(QUEUE, (job, token) => this.work(job, token), { ...own, concurrency: AT_ONCE, autorun: false });
    this.queue.on('error', onFault);
    this.worker.on('error', onFault);
    this.worker.on('failed', (_job, error) => onFault(error));
  }

  /** Begins; what is still to be sent from before is sent. */
  start(): void {
    void this.worker.run().catch(this.parts.onFault);
    this.timers = [setInterval(() => this.soon(), DECIDE_MS), setInterval(() => void this.sweep().catch(this.parts.onFault), SWEEP_MS)];
    void this.sweep().catch(this.parts.onFault);
  }

  /** Looks for changes at once: something was stored just now. */
  soon(): void {
    this.working ??= this.decide()
      .catch(this.parts.onFault)
      .finally(() => (this.working = undefined));
  }

  /** How many were still to be sent when it was looked last; undefined before that. */
  get waiting(): number | undefined {
    return this.left;
  }

  /** Ends, after what is being sent. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.working;
    await this.worker.close();
    await this.queue.close();
  }

  /** Has one sent that is stored. A job of an id that is in the queue already is not added again. */
  async enqueue(id: string): Promise<void> {
    await this.queue.add('deliver', {}, { jobId: id });
  }

  private async decide(): Promise<void> {
    for (const id of await this.parts.decider.step(this.parts.now())) await this.enqueue(id);
  }

  private async sweep(): Promise<void> {
    await this.parts.decider.schedule(this.parts.now());
    const ids = await this.parts.store.waiting();
    this.left = ids.length;
    for (const id of ids) await this.enqueue(id);
  }

  private async work(job: Job, token: string | undefined): Promise<void> {
    const outcome = await this.parts.deliverer.deliver(job.id ?? '', (id) => this.enqueue(id));
    if (outcome === 'done') return;
    await job.moveToDelayed(outcome.again, token);
    throw new DelayedError();
  }
}
