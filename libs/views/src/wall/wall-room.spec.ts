import { Catalogue, type Board, type BoardTile } from '@tillwatch/catalogue';
import { defaultPolicy, WHOLE_ATTEMPT, type Journey, type StageEvent } from '@tillwatch/domain';
import type { IncidentMinute } from '@tillwatch/incidents';
import { IncidentJudge, IncidentRules, NOTHING_STANDING } from '@tillwatch/judge';
import { logged, specEvent } from '@tillwatch/testing';
import { Fold, TierClock } from '@tillwatch/windows';
import { WallRoom, type WallMoment } from './wall-room.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const label = { ko: '승인', en: 'Approval' };
const journey: Journey = {
  id: 'checkout',
  label,
  stages: [{ id: 'authorisation', label, deadlineMs: 600_000, usualMs: 60_000 }],
  dimensions: [{ id: 'provider', label, limit: 10, ordered: false, values: { kg: { ko: '케이지', en: 'KG' } } }],
  attempts: 'tracked',
  reviseWithinMs: 7_200_000,
  cuboids: [
    { dimensions: [], keep: 'long' },
    { dimensions: ['provider'], keep: 'long' },
  ],
};
const tile = (id: string, segment: Record<string, string>): BoardTile => ({
  id,
  label,
  stageLabel: label,
  journey: 'checkout',
  stage: 'authorisation',
  segment,
});
const board: Board = {
  id: 'main',
  title: label,
  windowSeconds: 300,
  quietHours: { from: 1_200, until: 480 },
  headline: tile('headline', {}),
  tiles: [
    tile('kg', { provider: 'kg' }),
    tile('toss', { provider: 'toss' }),
    { ...tile('attempts', { provider: 'kg' }), stage: WHOLE_ATTEMPT },
  ],
};
const catalogue = new Catalogue({ journeys: [journey], boards: [board], metrics: [] });

/** A board's room over counts that the spec feeds, second by second. */
class Scene {
  now = START;
  readonly tierClock = new TierClock('Asia/Seoul');
  readonly fold = new Fold(
    { journeys: [journey], tierClock: this.tierClock, watched: [] },
    { '1m': START / 1000 - 120, '1h': START / 1000 - 3600, '1d': START / 1000 - 5 * 3600 },
  );
  readonly incidents = new IncidentJudge(
    this.fold,
    this.tierClock,
    new IncidentRules({ journeys: [journey], policy: () => defaultPolicy(journey), maintenance: [] }),
  );
  readonly room = new WallRoom(board, catalogue, 'default', { timeZone: 'Asia/Seoul', build: 'b1' });

  async learn(): Promise<void> {
    this.pass(1, { kg: [30, 1] });
    await this.learnAgain();
  }

  /** Begins from the past again, as after the counts were read back. */
  async learnAgain(): Promise<void> {
    const hours = (total: number, failed: number) =>
      Array.from({ length: 24 * 5 }, (_, i) => ({ hourOfDay: i % 24, dayAge: (i + 2) / 24, total, failed, declined: 0, abandoned: 0 }));
    const of = (segment: Record<string, string>): number =>
      this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authorisation' }, segment);
    const past = new Map([
      [of({}), hours(2_000, 40)],
      [of({ provider: 'kg' }), hours(1_000, 20)],
    ]);
    const kept = this.incidents.checkpoint();
    const open = this.incidents.incidents(this.now).map((incident) => ({ incident, memory: kept.get(incident.id) }));
    await this.incidents.rebuild(past, { ...NOTHING_STANDING, open }, this.now);
  }

  /** Lets seconds pass; in each of them these outcomes (total, failed) arrive by provider. */
  pass(seconds: number, outcomes: Record<string, readonly [total: number, failed: number]>): void {
    for (let second = 0; second < seconds; second++) {
      this.now += 1_000;
      const events = Object.entries(outcomes).flatMap(([provider, [total, failed]]) =>
        Array.from({ length: total }, (_, i) => this.event(provider, i < failed)),
      );
      this.fold.apply(logged(events, this.now));
      this.incidents.tick(this.now);
    }
  }

  /** Lets seconds pass in which attempts of a provider begin and nothing comes of them. */
  hang(seconds: number, provider: string): void {
    for (let second = 0; second < seconds; second++) {
      this.now += 1_000;
      const events = Array.from({ length: 10 }, () => specEvent(this.now, { outcome: 'started', dimensions: { provider } }));
      this.fold.apply(logged(events, this.now));
      this.incidents.tick(this.now);
    }
  }

  get moment(): WallMoment {
    const { now, fold } = this;
    const { judge } = this.incidents;
    const incidents = this.incidents.incidents(now, now - 300_000);
    const minutesOf = (id: string): readonly IncidentMinute[] => this.incidents.minutesOf(id, now - 3_600_000);
    return { now, watermark: now - 2_000, fold, judge, incidents, minutesOf, pulse: { judged10s: judge.size, at: now } };
  }

  private event(provider: string, isFailed: boolean): StageEvent {
    const outcome = isFailed ? ({ outcome: 'failed', failureClass: 'system' } as const) : ({ outcome: 'ok' } as const);
    return specEvent(this.now, { ...outcome, occurredAt: this.now - 300, dimensions: { provider } });
  }
}

describe('what a wall is told', () => {
  it('counts a tile over the running window, and says nothing of one that nothing was heard of', async () => {
    const scene = new Scene();
    await scene.learn();
    scene.pass(60, { kg: [10, 0] });
    const snapshot = scene.room.snapshot(scene.moment);
    expect(snapshot.hasEvents).toBe(true);
    expect(snapshot.headline.numbers).toMatchObject({ total: 630, failed: 1 });
    expect(snapshot.tiles[0]).toMatchObject({ id: 'kg', state: 'normal', numbers: { total: 630, failed: 1 } });
    expect(snapshot.tiles[0]?.usual?.rate).toBeCloseTo(0.02, 2);
    expect(snapshot.tiles[1]).toMatchObject({ id: 'toss', state: 'no_data', usual: null, numbers: { total: 0, rate: null } });
    expect(snapshot.trends['kg']).toHaveLength(60);
    expect(snapshot.trends['kg']?.reduce((sum, point) => sum + point.total, 0)).toBe(630);
    expect(snapshot.alerts).toEqual([]);
  });

  it('tells only what changed, numbered without gaps, and something at least once a second', async () => {
    const scene = new Scene();
    await scene.learn();
    const { seq } = scene.room.snapshot(scene.moment);
    scene.pass(1, { kg: [3, 0] });
    const tick = scene.room.tick(scene.moment);
    expect(tick?.seq).toBe(seq + 1);
    expect(tick?.tiles.map(({ id }) => id)).toEqual(['kg', 'attempts']);
    expect(tick?.trends['kg']).toHaveLength(1);
    expect(tick?.alerts).toBeUndefined();
    expect(scene.room.tick(scene.moment)).toBeUndefined();
    scene.now += 1_000;
    const pulse = scene.room.tick(scene.moment);
    expect(pulse).toMatchObject({ seq: seq + 2, tiles: [] });
    expect(scene.room.snapshot(scene.moment).seq).toBe(seq + 2);
  });

  it('tells where it rises, how bad against usual, how many and since when, and that it is over', async () => {
    const scene = new Scene();
    await scene.learn();
    scene.pass(120, { kg: [10, 0], toss: [10, 0] });
    const began = scene.now;
    scene.pass(40, { kg: [10, 5], toss: [10, 0] });
    const snapshot = scene.room.snapshot(scene.moment);
    expect(snapshot.tiles[0]).toMatchObject({ id: 'kg', state: 'critical' });
    const [alert] = snapshot.alerts;
    expect(alert).toMatchObject({ segment: { provider: 'kg' }, segmentLabels: [{ ko: '케이지', en: 'KG' }], state: 'critical' });
    expect(Math.abs((alert?.since ?? 0) - began)).toBeLessThanOrEqual(10_000);
    expect(alert?.rate).toBeCloseTo(0.5, 1);
    scene.pass(200, { kg: [10, 0], toss: [10, 0] });
    expect(scene.room.snapshot(scene.moment).tiles[0]?.state).toMatch(/recovering|normal/);
  });

  it('tells what stalls at the stage and at the attempts it keeps waiting, how many of how many, and how many are paying', async () => {
    const scene = new Scene();
    await scene.learn();
    scene.pass(120, { kg: [10, 0] });
    scene.hang(180, 'kg');
    const { tiles, alerts, payingNow } = scene.room.snapshot(scene.moment);
    for (const id of ['kg', 'attempts']) {
      const stalled = tiles.find((each) => each.id === id);
      expect(stalled).toMatchObject({ kind: 'stalled', state: 'critical' });
      expect(stalled?.sinceCounts?.failed).toBeGreaterThan(900);
    }
    const alert = alerts.find(({ kind }) => kind === 'stalled');
    expect(alert).toMatchObject({ stage: 'authorisation', state: 'critical' });
    expect(alert?.id.endsWith('/stalled')).toBe(true);
    // Those of the last minute; the others have waited too long to be called so.
    expect(payingNow).toBeGreaterThanOrEqual(600);
    expect(payingNow).toBeLessThanOrEqual(710);
  });

  it('tells of a silence what was to be expected and what is missing, minute by minute', async () => {
    const scene = new Scene();
    await scene.learn();
    scene.pass(300, { kg: [1, 0] });
    const began = scene.now;
    scene.pass(240, {});
    const { alerts, trends } = scene.room.snapshot(scene.moment);
    const [alert] = alerts;
    expect(alert).toMatchObject({ kind: 'volume', state: 'critical' });
    const minutes = trends[alert?.incident?.id ?? ''] ?? [];
    expect(minutes.filter(({ at }) => at < began - 60_000).every(({ total, failed }) => failed < total)).toBe(true);
    const silent = minutes.filter(({ at }) => at > began);
    expect(silent.length).toBeGreaterThanOrEqual(3);
    expect(silent.every(({ total, failed, low }) => total > 0 && failed === total && low === null)).toBe(true);
  });

  it('keeps what was judged last while nobody judges, and tells an ongoing rise by the same id afterwards', async () => {
    const scene = new Scene();
    await scene.learn();
    scene.pass(150, { kg: [10, 0], toss: [10, 0] });
    scene.pass(140, { kg: [10, 5], toss: [10, 0] });
    const before = scene.room.snapshot(scene.moment);
    scene.pass(1, { kg: [10, 5], toss: [10, 0] });
    const nobody = { ...scene.moment, judge: undefined, pulse: { judged10s: 0, at: 0 } };
    const tick = scene.room.tick(nobody);
    expect(tick?.alerts).toBeUndefined();
    expect(tick?.tiles[0]).toMatchObject({ id: 'kg', state: 'critical', usual: before.tiles[0]?.usual });
    expect(tick?.tiles[0]?.numbers.total).toBe((before.tiles[0]?.numbers.total ?? 0) + 10);
    expect(scene.room.snapshot(nobody)).toMatchObject({ alerts: before.alerts, detector: { judged10s: 0, at: 0 } });
    await scene.learnAgain();
    const after = scene.room.snapshot(scene.moment);
    expect(after.alerts.map(({ since }) => since)).toEqual(before.alerts.map(({ since }) => since));
    expect(after.alerts.map(({ id }) => id).sort()).toEqual(before.alerts.map(({ id }) => id).sort());
  });

  it('says in a new room that it is not judged yet', async () => {
    const scene = new Scene();
    await scene.learn();
    scene.pass(60, { kg: [10, 5] });
    const snapshot = scene.room.snapshot({ ...scene.moment, judge: undefined, pulse: { judged10s: 0, at: 0 } });
    expect(snapshot.tiles[0]).toMatchObject({ state: 'learning', usual: null });
    expect(snapshot.alerts).toEqual([]);
    expect(scene.room.snapshot(scene.moment).tiles[0]?.state).toBe('critical');
  });

  it('keeps one tenant’s counts from another’s wall', async () => {
    const scene = new Scene();
    await scene.learn();
    const other = new WallRoom(board, catalogue, 'somebody else', { timeZone: 'Asia/Seoul', build: 'b1' });
    const snapshot = other.snapshot(scene.moment);
    expect(snapshot.hasEvents).toBe(false);
    expect(snapshot.tiles.map(({ numbers }) => numbers.total)).toEqual([0, 0, 0]);
    expect(snapshot.alerts).toEqual([]);
  });
});
