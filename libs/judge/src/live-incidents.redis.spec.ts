import { defaultPolicy, type Incident, type StageEvent } from '@tillwatch/domain';
import { act, IncidentStore, type PersonAction } from '@tillwatch/incidents';
import { CountedInstallation, SPEC_START, specEvent, specJourney } from '@tillwatch/testing';
import { RangeReader, SLOT_SECONDS, TierClock } from '@tillwatch/windows';
import { IncidentRules } from './incident-rules.js';
import { LiveJudge } from './live-judge.js';

jest.setTimeout(60_000);
const [HOUR, DAY] = [3_600_000, 86_400_000] as const;
/** What every attempt is worth. */
const PRICE = 10_000;
const tierClock = new TierClock('Asia/Seoul');

/** A shop with two providers that is judged by processes of which the first may be lost. */
class Shop extends CountedInstallation {
  judge!: LiveJudge;
  readonly incidents = new IncidentStore(this.redis, this.keys);
  private readonly sent: { readonly at: number; readonly provider: string; readonly isFailed: boolean }[] = [];
  private serial = 0;

  /** Counts and judges, as a process that has just started does. */
  override count(): void {
    super.count();
    this.judge = new LiveJudge(this.counting, new RangeReader(this.counting, SPEC_START), {
      ...{ tierClock, clock: this.clock, store: this.incidents, onFault: (error) => this.faults.push(error) },
      rules: new IncidentRules({ journeys: [specJourney], policy: () => defaultPolicy(specJourney), maintenance: [] }),
    });
  }

  /** Opens with nine days of history and three minutes as on any day. */
  override async open(): Promise<this> {
    await super.open();
    this.clock.time += 30_000;
    await this.counted();
    const days = Array.from({ length: 9 }, (_, i) => this.clock.time - (i + 1) * DAY);
    const past = (provider: string, count: number, of: Partial<StageEvent>): StageEvent[] =>
      days.map((at) => this.event(provider, { occurredAt: at, backfill: true, count, spanMs: HOUR, ...of }));
    for (const provider of ['kg', 'toss']) {
      await this.ledger.append(past(provider, 4_900, {}));
      await this.ledger.append(past(provider, 100, { outcome: 'failed', failureClass: 'system' }));
    }
    await this.counted();
    await this.judge.round();
    await this.pass(180);
    return this;
  }

  /** Lets seconds pass, in each of which ten pay with either provider; so many of KG Inicis's fail. */
  async pass(seconds: number, failing = 0): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.clock.time += 1_000;
      await this.ledger.append([...this.outcomes('kg', failing), ...this.outcomes('toss', 0)]);
      await this.counted();
      await this.judge.round();
    }
  }

  /** The process that judged is gone; another one begins. */
  async replace(): Promise<void> {
    const lost = this.counting;
    this.count();
    await lost.stop();
    await this.counted();
    await this.judge.round();
  }

  /** Waits until everything that was found is stored. */
  async told(): Promise<void> {
    this.clock.time += 10_000;
    await this.judge.round();
  }

  get standing(): Incident[] {
    return this.judge.current?.incidents(this.clock.time) ?? [];
  }

  /** The only open incident as it is now. */
  get only(): Incident {
    const [only, ...others] = this.standing;
    if (only === undefined || others.length > 0) throw new Error(`${this.standing.length} incidents are open`);
    return only;
  }

  /** What was sent of KG Inicis since an incident's start. */
  sentSince({ startedAt }: Incident): { total: number; failed: number } {
    const from = startedAt - (startedAt % (SLOT_SECONDS * 1_000));
    const own = this.sent.filter(({ at, provider }) => provider === 'kg' && at >= from);
    return { total: own.length, failed: own.filter(({ isFailed }) => isFailed).length };
  }

  /** Somebody does something elsewhere: this process's judge is not told. */
  async elsewhere(action: PersonAction): Promise<void> {
    const [incident] = await this.incidents.list(1);
    const change = incident === undefined ? undefined : act(incident, action, { by: 'Kim' }, this.clock.time);
    if (change === undefined) throw new Error(`nothing to ${action}`);
    expect(await this.incidents.store(change)).toBe('ok');
  }

  /** Ids and versions in the outbox. */
  async outbox(): Promise<string[]> {
    const entries = await this.redis.xrange(this.keys.incidentOutbox, '-', '+');
    return entries.map(([, fields]) => `${fields[1]} ${fields[3]}`);
  }

  private outcomes(provider: string, failing: number): StageEvent[] {
    return Array.from({ length: 10 }, (_, i) => {
      const isFailed = i < failing || (failing === 0 && ++this.serial % 50 === 0);
      this.sent.push({ at: this.clock.time, provider, isFailed });
      return this.event(provider, isFailed ? { outcome: 'failed', failureClass: 'system' } : {});
    });
  }

  private event(provider: string, of: Partial<StageEvent>): StageEvent {
    return specEvent(this.clock.time, { dimensions: { provider }, amount: { value: PRICE, currency: 'KRW' }, ...of });
  }

  private async counted(): Promise<void> {
    expect(await this.counting.caughtUp(10_000)).toBe(true);
  }
}

let shop: Shop;
beforeEach(async () => {
  shop = await new Shop(process.env['TILLWATCH_TEST_REDIS'] ?? '').open();
});
afterEach(() => shop.close());

const typesOf = async (id: string): Promise<string[]> => (await shop.incidents.timeline(id)).map(({ type }) => type);

it('goes on with an open incident where another process judged before: nothing is lost, nothing is told twice', async () => {
  await shop.pass(45, 5);
  const before = shop.only;
  expect({ total: before.total, failed: before.failed }).toEqual(shop.sentSince(before));
  await shop.replace();
  expect(shop.only).toMatchObject({ id: before.id, startedAt: before.startedAt, openedAt: before.openedAt });
  expect(shop.only.cause.map(({ segment }) => segment)).toEqual([{ provider: 'kg' }]);
  await shop.pass(60, 5);
  const after = shop.only;
  expect(after).toMatchObject({ id: before.id, startedAt: before.startedAt, openedAt: before.openedAt });
  expect({ total: after.total, failed: after.failed }).toEqual(shop.sentSince(after));
  expect(after.total).toBeGreaterThan(before.total + 550);
  // What was at risk before it was another process's is still in it, as of at most ten seconds ago.
  expect(after.money).toMatchObject({ currency: 'KRW', unpriced: 0 });
  expect(after.money?.high).toBeLessThanOrEqual(after.failed * PRICE);
  expect(after.money?.low).toBeGreaterThan((after.failed - 60 - 0.1 * after.total) * PRICE);
  await shop.pass(200);
  await shop.told();
  expect(shop.standing).toEqual([]);
  const types = await typesOf(before.id);
  expect(types.filter((type) => type !== 'updated')).toEqual(['opened', 'resolved']);
  expect(await shop.outbox()).toEqual(types.map((_, i) => `${before.id} ${i + 1}`));
  expect(await shop.incidents.list(10)).toMatchObject([{ id: before.id, status: 'resolved', reason: 'back_to_usual' }]);
  expect(shop.faults).toEqual([]);
});

it('keeps what a person did between two of its writes, and what it writes itself', async () => {
  await shop.pass(30, 2);
  await shop.told();
  const { id } = shop.only;
  const told = await typesOf(id);
  await shop.elsewhere('acknowledge');
  await shop.pass(120, 10);
  await shop.told();
  const types = await typesOf(id);
  expect(types.slice(0, told.length + 1)).toEqual([...told, 'acknowledged']);
  expect(types.slice(told.length + 1)).toContain('updated');
  expect(await shop.incidents.find(id)).toMatchObject({ status: 'acknowledged', handling: { acknowledgedBy: 'Kim' } });
  expect(shop.only).toMatchObject({ status: 'acknowledged', handling: { acknowledgedBy: 'Kim' } });
  expect(await shop.outbox()).toEqual(types.map((_, i) => `${id} ${i + 1}`));
  await shop.pass(200);
  await shop.told();
  expect(await shop.incidents.find(id)).toMatchObject({ status: 'resolved', handling: { acknowledgedBy: 'Kim' } });
});

it('hears within ten seconds of what a person did by way of another process', async () => {
  await shop.pass(30, 10);
  await shop.told();
  const heard: string[] = [];
  shop.judge.onChange = ({ type, by }) => (by === undefined ? undefined : heard.push(`${type} ${by}`));
  await shop.elsewhere('acknowledge');
  // As bad as before: there is nothing to write of its own.
  await shop.pass(11, 10);
  expect(shop.only).toMatchObject({ status: 'acknowledged', handling: { acknowledgedBy: 'Kim' } });
  await shop.elsewhere('resolve');
  await shop.told();
  expect(shop.standing).toEqual([]);
  expect(heard).toEqual(['acknowledged Kim', 'resolved Kim']);
  expect(shop.faults).toEqual([]);
});

it('writes nothing more over what a person ended', async () => {
  await shop.pass(60, 2);
  await shop.told();
  const { id } = shop.only;
  await shop.elsewhere('resolve');
  const told = await typesOf(id);
  // What it would have told next finds the incident ended.
  await shop.pass(20);
  await shop.pass(20, 10);
  await shop.told();
  expect((await typesOf(id)).slice(told.length).filter((type) => type === 'updated')).toEqual([]);
  expect((await shop.incidents.list(10)).map((incident) => incident.id)).toEqual([id]);
});

it('tells what a person did together with the numbers of now, which grow between two writes', async () => {
  await shop.pass(30, 10);
  await shop.told();
  await shop.pass(3, 10);
  const stored = await shop.incidents.find(shop.only.id);
  if (stored === undefined) throw new Error('nothing was stored');
  const { total, failed } = shop.only;
  expect(total).toBeGreaterThan(stored.total);
  expect(shop.judge.latest(stored)).toMatchObject({ id: stored.id, total, failed });
  const noted = act(stored, 'note', { by: 'Kim', note: 'asked' }, shop.clock.time);
  if (noted === undefined) throw new Error('nothing to note');
  // Before it is told of the newer version it knows nothing better.
  expect(shop.judge.latest(noted.incident)).toBe(noted.incident);
  shop.judge.accept(noted);
  expect(shop.judge.latest(noted.incident)).toMatchObject({ version: stored.version + 1, total, failed });
});
