import type { SliceAnswer, WorstSlices } from '@tillwatch/contract';
import { defaultPolicy, WHOLE_ATTEMPT, type Incident, type Journey, type Policy, type Segment, type StageEvent } from '@tillwatch/domain';
import { IncidentStore } from '@tillwatch/incidents';
import { IncidentRules, LiveJudge } from '@tillwatch/judge';
import { CountedInstallation, SPEC_START, specEvent, specJourney } from '@tillwatch/testing';
import { RangeReader, TierClock } from '@tillwatch/windows';
import { Slices } from './slices.js';

jest.setTimeout(60_000);
const [HOUR, DAY] = [3_600_000, 86_400_000] as const;
const tierClock = new TierClock('Asia/Seoul');
const label = { ko: '', en: '' };
/** Regions are counted and judged, and page nobody. */
const journey: Journey = {
  ...specJourney,
  dimensions: [...specJourney.dimensions, { id: 'region', label, limit: 100, ordered: false, values: {} }],
  cuboids: [...specJourney.cuboids, { dimensions: ['region'], keep: 'long' }],
};
/** Everybody who pays in a second. */
const CUSTOMERS = ['kg', 'toss'].flatMap((provider) =>
  Array.from({ length: 10 }, (_, i) => ({
    provider,
    browser: i < 3 ? 'ie' : 'chrome',
    region: i === 0 && provider === 'kg' ? 'seoul' : 'busan',
  })),
);

type Bad = (customer: Segment, second: number) => Partial<StageEvent> | undefined;
const FAILED: Partial<StageEvent> = { outcome: 'failed', failureClass: 'system' };
const DECLINED: Partial<StageEvent> = { outcome: 'failed', failureClass: 'declined' };
const AS_USUAL: Bad = () => undefined;
/** Half of KG Inicis fails. */
const KG_FAILS: Bad = ({ provider, region }, second) =>
  provider === 'kg' && (second + (region === 'seoul' ? 1 : 0)) % 2 === 0 ? FAILED : undefined;

/** A shop with two providers that is judged, and asked how its slices stand. */
class Shop extends CountedInstallation {
  judge!: LiveJudge;
  slices!: Slices;
  policy: Partial<Policy> = {};
  readonly incidents = new IncidentStore(this.redis, this.keys);
  private serial = 0;
  private declined = 0;

  override count(): void {
    super.count(true, journey);
    const rules = new IncidentRules({
      journeys: [journey],
      policy: () => ({ ...defaultPolicy(journey), ...this.policy }),
      maintenance: [],
    });
    this.judge = new LiveJudge(this.counting, new RangeReader(this.counting, SPEC_START), {
      ...{ tierClock, clock: this.clock, store: this.incidents, rules, onFault: (error) => this.faults.push(error) },
    });
    this.slices = new Slices({ counting: this.counting, judge: this.judge, rules, tierClock, clock: this.clock, timeZone: 'Asia/Seoul' });
  }

  /** Opens with nine days of history and three minutes as on any day, of which a share is declined. */
  async begin(policy: Partial<Policy> = {}, declined = 0): Promise<void> {
    this.policy = policy;
    this.declined = declined;
    await this.open();
    this.clock.time += 30_000;
    await this.counted();
    const days = Array.from({ length: 9 }, (_, i) => this.clock.time - (i + 1) * DAY);
    const past = (dimensions: Segment, count: number, of: Partial<StageEvent>): StageEvent[] =>
      days.map((at) => specEvent(this.clock.time, { dimensions, occurredAt: at, backfill: true, count, spanMs: HOUR, ...of }));
    for (const customer of CUSTOMERS)
      await this.ledger.append([
        ...past(customer, 490 - 500 * declined, {}),
        ...(declined > 0 ? past(customer, 500 * declined, DECLINED) : []),
        ...past(customer, 10, FAILED),
        ...past(customer, 10, { outcome: 'abandoned' }),
      ]);
    await this.counted();
    await this.judge.round();
    await this.pass(180, AS_USUAL);
  }

  /** Lets seconds pass in each of which everybody pays, until something holds. */
  async pass(seconds: number, bad: Bad, holds: () => boolean = () => false): Promise<void> {
    for (let second = 0; second < seconds && !holds(); second++) {
      this.clock.time += 1_000;
      const now = this.clock.time;
      await this.ledger.append(CUSTOMERS.map((dimensions) => specEvent(now, { dimensions, ...(bad(dimensions, second) ?? this.usual()) })));
      await this.counted();
      await this.judge.round();
    }
  }

  /** Nobody comes for so many seconds. */
  async silence(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second++) {
      this.clock.time += 1_000;
      await this.tick();
      await this.counted();
      await this.judge.round();
    }
  }

  of(segment: Segment, stage = 'authorisation'): SliceAnswer {
    const answer = this.slices.one({ tenant: 'default', journey, stage, segment });
    if (answer === undefined) throw new Error('the counts are being read back');
    return answer;
  }

  get worst(): WorstSlices {
    return this.slices.worst('default', journey);
  }

  get standing(): Incident[] {
    return this.judge.current?.incidents(this.clock.time) ?? [];
  }

  /** What comes of one customer on any day. */
  private usual(): Partial<StageEvent> {
    const n = ++this.serial;
    if (n % 50 === 0) return FAILED;
    return Math.floor(n * this.declined) > Math.floor((n - 1) * this.declined) ? DECLINED : {};
  }

  private async counted(): Promise<void> {
    expect(await this.counting.caughtUp(10_000)).toBe(true);
  }
}

let shop: Shop;
beforeEach(() => {
  shop = new Shop(process.env['TILLWATCH_TEST_REDIS'] ?? '');
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

const isProven = ({ evidence, threshold }: SliceAnswer): boolean => evidence !== null && threshold !== null && evidence >= threshold;

describe('why a slice does not fire', () => {
  it('is that it opens no incident, however much speaks for it', async () => {
    await shop.begin();
    const seoul = { region: 'seoul' };
    expect(shop.of(seoul)).toMatchObject({ state: 'normal', missing: 'not_paging', pages: false, failuresToFire: null });
    await shop.pass(
      60,
      ({ region }) => (region === 'seoul' ? FAILED : undefined),
      () => isProven(shop.of(seoul)),
    );
    expect(shop.standing).toEqual([]);
    expect(isProven(shop.of(seoul))).toBe(true);
    expect(shop.of(seoul)).toMatchObject({
      state: 'watch',
      kind: 'failure_rate',
      missing: 'not_paging',
      pages: false,
      failuresToFire: null,
    });
  });

  it('is the evidence alone where a policy pins it, and once that is there it does', async () => {
    const seoul = { region: 'seoul' };
    await shop.begin({ pinned: [seoul] });
    expect(shop.of(seoul)).toMatchObject({ state: 'normal', missing: 'evidence', pages: true });
    expect(shop.of({ region: 'busan' })).toMatchObject({ missing: 'not_paging', pages: false });
    await shop.pass(
      60,
      ({ region }) => (region === 'seoul' ? FAILED : undefined),
      () => shop.standing.length > 0,
    );
    const [incident] = shop.standing;
    expect(incident).toMatchObject({ cause: [{ segment: seoul }] });
    expect(shop.of(seoul)).toMatchObject({ state: 'covered', incident: incident?.id, pages: true });
  });

  it('is that too little comes to it within an hour, and says how much would do', async () => {
    await shop.begin({ leastPerHour: 5_000 });
    await shop.pass(60, KG_FAILS);
    expect(shop.standing).toEqual([]);
    const answer = shop.of({ provider: 'kg' });
    expect(isProven(answer)).toBe(true);
    expect(answer).toMatchObject({ state: 'watch', missing: 'too_quiet', pages: true, failuresToFire: 5_000 - 240 * 10 });
  });

  it('is said of what is nearest to firing, whatever kind that is', async () => {
    await shop.begin();
    const leaving: Bad = ({ provider }, second) => (provider === 'kg' && second % 4 === 0 ? { outcome: 'abandoned' } : undefined);
    await shop.pass(8, leaving);
    expect(shop.standing).toEqual([]);
    const answer = shop.of({ provider: 'kg' });
    expect(answer).toMatchObject({ kind: 'drop_off', class: null, missing: 'evidence', pages: true });
    expect(answer.evidence).toBeGreaterThan(1);
    expect(answer.failed).toBeGreaterThanOrEqual(20);
    // The chart goes on to show failures: those who left are none.
    expect(answer.series.at(-1)?.failed).toBeLessThan(answer.failed / 2);
  });

  it('tells what breaks beside what is declined on any day', async () => {
    await shop.begin({}, 0.3);
    const breaking: Bad = ({ region }) => (region === 'seoul' ? FAILED : undefined);
    await shop.pass(60, breaking, () => (shop.of({ provider: 'kg' }).evidence ?? 0) > 4);
    const answer = shop.of({ provider: 'kg' });
    expect(answer).toMatchObject({ kind: 'failure_rate', class: 'system', missing: 'evidence' });
    expect(answer.failed / answer.total).toBeLessThan(0.3);
  });

  it('counts what is missing where nobody comes', async () => {
    await shop.begin();
    await shop.silence(11);
    const answer = shop.of({});
    expect(shop.standing).toEqual([]);
    expect(answer).toMatchObject({ kind: 'volume', usual: null, missing: 'evidence', failuresToFire: null, without: [] });
    expect(answer.failed).toBeGreaterThan(answer.total / 2);
    await shop.silence(60);
    const [incident] = shop.standing;
    expect(shop.standing).toMatchObject([{ kind: 'volume' }]);
    expect(shop.of({})).toMatchObject({ kind: 'volume', state: incident?.severity, missing: 'nothing', incident: incident?.id });
    // Its share of those who come has not changed.
    expect(shop.of({ provider: 'kg' })).toMatchObject({ missing: 'evidence', incident: null });
  });
});

describe('a slice beside an open incident', () => {
  it('is covered where it lies in it, and judged without its outcomes where it only shares some', async () => {
    await shop.begin();
    await shop.pass(60, KG_FAILS);
    const [incident] = shop.standing;
    expect(shop.standing).toMatchObject([{ kind: 'failure_rate', stage: 'authorisation', cause: [{ segment: { provider: 'kg' } }] }]);
    const id = incident?.id;
    const covered = { state: 'covered', missing: 'covered', incident: id, without: [] };
    expect(shop.of({ provider: 'kg' })).toMatchObject(covered);
    expect(shop.of({ provider: 'kg', browser: 'ie' })).toMatchObject(covered);
    expect(shop.of({ provider: 'kg' }, WHOLE_ATTEMPT)).toMatchObject(covered);
    const sharing: Segment[] = [{}, { browser: 'chrome' }, { region: 'seoul' }];
    for (const shares of sharing) expect(shop.of(shares)).toMatchObject({ state: 'normal', incident: null, without: [id] });
    expect(shop.of({ provider: 'toss' })).toMatchObject({ state: 'normal', incident: null, without: [] });
    expect(shop.of({ browser: 'chrome' }, 'window')).toMatchObject({ state: 'not_judged', without: [] });
  });

  it('tells its own last five minutes all the same, and once it is over which incident that was', async () => {
    await shop.begin();
    await shop.pass(60, KG_FAILS);
    const [incident] = shop.standing;
    const kg = shop.of({ provider: 'kg' });
    expect(kg.lately).toMatchObject({ usual: { learning: false } });
    // The second that runs may not be in it yet.
    expect([2_400, 2_390]).toContain(kg.lately?.total);
    expect(kg.lately?.failed).toBeGreaterThan(290);
    expect(kg.lately?.usual?.rate).toBeLessThan(0.1);
    // Nothing is counted of three values by themselves: their leaves tell it.
    const thin = shop.of({ provider: 'kg', browser: 'ie', region: 'busan' });
    expect(thin.lately).toMatchObject({ total: 240 * 2 });
    expect(thin.lately?.failed).toBeGreaterThanOrEqual(60);
    expect(thin.series.reduce((sum, { total }) => sum + total, 0)).toBe(240 * 2);
    expect(kg.recent).toBeNull();
    await shop.pass(300, AS_USUAL, () => shop.standing.length === 0);
    expect(shop.standing).toEqual([]);
    const within: Segment[] = [{ provider: 'kg' }, { provider: 'kg', browser: 'ie', region: 'busan' }];
    for (const lay of within) expect(shop.of(lay)).toMatchObject({ incident: null, recent: { id: incident?.id } });
    expect(shop.of({ provider: 'toss' }).recent).toBeNull();
    shop.clock.time += HOUR + 1_000;
    expect(shop.of({ provider: 'kg' }).recent).toBeNull();
  });

  it('stands for itself where the incident takes nobody’s outcomes: a limit that is passed', async () => {
    await shop.begin({ stages: { authorisation: { staticRule: { above: 0.1, forMinutes: 1, least: 10 }, kinds: ['volume'] } } });
    await shop.pass(120, KG_FAILS, () => shop.standing.length > 0);
    expect(shop.standing).toMatchObject([{ baseline: { source: 'limit' } }]);
    expect(shop.of({ provider: 'toss' })).toMatchObject({ state: 'normal', incident: null, without: [] });
    expect(shop.of({ provider: 'kg' })).toMatchObject({ state: 'watch', missing: 'not_paging', incident: null, without: [] });
  });
});

describe('the slices that got worst', () => {
  it('are the cause of an open incident, then what it shows in, and leave it out of what is normal', async () => {
    await shop.begin();
    const before = shop.worst;
    expect(before.slices).toEqual([]);
    const judged = [...(shop.judge.current?.judge.segments ?? [])].length;
    expect(before.normal).toBe(judged);
    await shop.pass(60, KG_FAILS);
    const [incident] = shop.standing;
    if (incident === undefined) throw new Error('nothing was found');
    const { slices, normal } = shop.worst;
    expect(slices).toMatchObject([
      { segment: { provider: 'kg' }, total: incident.total, failed: incident.failed, state: incident.severity, incident: incident.id },
      { segment: {}, state: incident.severity, incident: incident.id, strength: null },
    ]);
    expect(slices[1]?.total).toBeGreaterThan(incident.total * 1.8);
    expect(slices[1]?.failed).toBeGreaterThanOrEqual(incident.failed);
    // Its own, the stage, and whole attempts of it.
    expect(judged - normal).toBe(3);
  });

  it('come with their last hour, whoever’s evidence it is, where nothing that came is no point', async () => {
    await shop.begin();
    await shop.pass(60, KG_FAILS);
    const [kg, stage] = shop.worst.slices;
    const came = (series: SliceAnswer['series']) =>
      series.filter(({ total }) => total > 0).map(({ at, total, failed }) => ({ at, total, failed }));
    expect(kg).toMatchObject({ segment: { provider: 'kg' }, series: came(shop.of({ provider: 'kg' }).series) });
    expect(stage?.series).toEqual(came(shop.of({}).series));
    // Ten of it every second of four minutes, of which the incident tells the last alone.
    const sum = (count: 'total' | 'failed') => kg?.series.reduce((all, minute) => all + minute[count], 0);
    expect([2_400, 2_390]).toContain(sum('total'));
    expect(sum('failed')).toBeGreaterThan((kg?.failed ?? 0) - 1);
    expect(kg?.series.length).toBeLessThan(6);
    await shop.silence(130);
    const gap = await shop.pass(20, KG_FAILS).then(() => shop.worst.slices.find(({ segment }) => segment['provider'] === 'kg'));
    const minutes = (gap?.series ?? []).map(({ at }) => Date.parse(at) / 60_000);
    expect((minutes.at(-1) ?? 0) - (minutes[0] ?? 0)).toBeGreaterThan(minutes.length - 1);
  });

  it('are told without it where they are too small to be drawn', async () => {
    await shop.begin();
    const seoul = () => shop.worst.slices.find(({ segment }) => segment['region'] === 'seoul');
    const failing: Bad = ({ region }) => (region === 'seoul' ? FAILED : undefined);
    await shop.pass(60, failing, () => seoul() !== undefined);
    expect(seoul()?.total).toBeLessThan(30);
    expect(seoul()?.series).toEqual([]);
    await shop.pass(60, failing, () => (seoul()?.total ?? 0) >= 30);
    expect(seoul()?.series.reduce((all, { total }) => all + total, 0)).toBeGreaterThanOrEqual(200);
  });

  it('are those of one tenant and journey', async () => {
    await shop.begin();
    const { judge } = shop;
    const elsewhere = CUSTOMERS.flatMap((dimensions) =>
      Array.from({ length: 4 }, () => specEvent(shop.clock.time, { tenant: 'another', dimensions })),
    );
    const before = shop.worst.normal;
    await shop.ledger.append(elsewhere);
    await shop.pass(12, AS_USUAL);
    expect([...(judge.current?.judge.segments ?? [])].some(({ tenant }) => tenant === 'another')).toBe(true);
    expect(shop.worst.normal).toBe(before);
    expect(shop.slices.worst('another', journey).normal).toBeGreaterThan(0);
  });
});
