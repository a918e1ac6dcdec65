import { loadCatalogue, type BoardTile, type Catalogue } from '@tillwatch/catalogue';
import type { WireEvent } from '@tillwatch/contract';
import { failedOf, totalOf, type IncidentChange, type Segment, type StageEvent, type Verdict, type VerdictState } from '@tillwatch/domain';
import { checkEvents, compileRules, Notices, UserAgents } from '@tillwatch/intake';
import { IncidentJudge, IncidentRules, judgedPairs, NOTHING_STANDING, type PastOutcomes, type SignalKind } from '@tillwatch/judge';
import { KeySpace } from '@tillwatch/redis';
import { createShop, generate, history, type Scenario, type Shop } from '@tillwatch/scenarios';
import { logged } from '@tillwatch/testing';
import { COLUMNS, Fold, liveWindow, TierClock, ABSENT } from '@tillwatch/windows';
import { sealedAt } from '../../libs/windows/src/seal.js';
import { SnapshotBuilder } from '../../libs/windows/src/snapshot-builder.js';

const TIME_ZONE = 'Asia/Seoul';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What one tile showed at one second. */
export interface TileMoment {
  readonly now: number;
  readonly tile: BoardTile;
  readonly state: VerdictState;
  readonly critical: boolean;
  /** Counts of the running five minutes. */
  readonly total: number;
  readonly failed: number;
  readonly usual: number | null;
  /** Whether it is said to stall. */
  readonly stalled: boolean;
}

/** A demo shop lived through in simulated time: the real intake, fold and judge, without HTTP and Redis. */
export class SimulatedShop {
  readonly catalogue: Catalogue = loadCatalogue([new URL('../../config', import.meta.url).pathname]);
  readonly tierClock = new TierClock(TIME_ZONE);
  readonly fold: Fold;
  readonly incidents: IncidentJudge;
  /** Called with every change of an incident. */
  onChange: (change: IncidentChange) => void = () => undefined;
  /** Called with every event before it goes through the door. */
  onSent: (event: WireEvent) => void = () => undefined;
  private readonly rules = compileRules(this.catalogue.journeys);
  private readonly userAgents = new UserAgents();
  private readonly builder: SnapshotBuilder;
  private readonly shop: Shop;

  constructor(
    private readonly options: {
      readonly start: number;
      readonly seed: string;
      readonly eventsPerSecond: number;
      readonly rhythmDepth: number;
    },
  ) {
    const { start, rhythmDepth } = options;
    this.shop = createShop({ rhythmDepth });
    const settings = { journeys: this.catalogue.journeys, tierClock: this.tierClock, watched: [], judgedPairs: judgedPairs(this.catalogue) };
    this.fold = new Fold(settings, sealedAt(this.tierClock, start / 1000));
    this.builder = new SnapshotBuilder(this.fold, new KeySpace('simulated:'), { epoch: 1, number: 0 });
    this.incidents = new IncidentJudge(this.fold, this.tierClock, new IncidentRules(this.catalogue));
  }

  /** Imports `days` of history and starts judging from it. */
  async learn(days: number): Promise<void> {
    const { start, seed, eventsPerSecond } = this.options;
    const from = start - days * DAY_MS;
    const past = [...history(this.shop, { from, to: start - HOUR_MS, stepMs: HOUR_MS, cohorts: 6, seed: `${seed}-past`, eventsPerSecond })];
    this.send(past, start);
    await this.incidents.rebuild(this.pastHours(start), NOTHING_STANDING, start);
  }

  /** Lives through `seconds` of a scenario; tells of every tile of the main board once a second, if anybody wants to know. */
  live(scenario: Scenario, seconds: number, visit?: (moment: TileMoment) => void): void {
    const { start, seed, eventsPerSecond } = this.options;
    const stream = generate(this.shop, scenario, { from: start, to: start + seconds * 1000, seed, eventsPerSecond });
    let waiting = stream.next();
    for (let second = 1; second <= seconds; second++) {
      const now = start + second * 1000;
      const batch: WireEvent[] = [];
      while (waiting.done !== true && waiting.value.arrivesAt < now) {
        this.onSent(waiting.value.event);
        batch.push(waiting.value.event);
        waiting = stream.next();
      }
      this.send(batch, now);
      for (const change of this.incidents.tick(now)) this.onChange(change);
      if (second % 60 === 0) this.builder.build(`${now}-0`, []);
      if (visit !== undefined) for (const tile of this.tiles) visit(this.look(tile, now));
    }
  }

  /** What is said of a stage (or of whole attempts) and segment. */
  verdictOf({ stage, kind }: { readonly stage: string; readonly kind: SignalKind }, segment: Segment): Verdict | undefined {
    const series = this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage }, segment);
    return series === ABSENT ? undefined : this.incidents.judge.verdictOf(series, kind)?.verdict;
  }

  private get tiles(): readonly BoardTile[] {
    return this.catalogue.board('main')?.tiles ?? [];
  }

  private look(tile: BoardTile, now: number): TileMoment {
    const series = this.fold.seriesOf({ tenant: 'default', journey: tile.journey, stage: tile.stage }, tile.segment);
    const judged = series === ABSENT ? undefined : this.incidents.judge.verdictOf(series);
    const { counts } = liveWindow(this.fold, Math.max(0, series), 300, now / 1000);
    return {
      now,
      tile,
      state: judged?.verdict.state ?? 'no_data',
      critical: judged?.verdict.severity === 'critical',
      total: totalOf(counts),
      failed: failedOf(counts),
      usual: judged?.verdict.usual?.rate ?? null,
      stalled: series !== ABSENT && this.incidents.judge.verdictOf(series, 'stalled')?.verdict.state === 'firing',
    };
  }

  private send(events: readonly WireEvent[], now: number): void {
    const context = {
      now,
      tenant: 'default',
      merchant: '*',
      mayBackfill: true,
      rules: this.rules,
      userAgents: this.userAgents,
      errors: this.catalogue.errors,
      notices: new Notices(),
    };
    const { accepted, rejections } = checkEvents(events, context);
    if (rejections.length > 0) throw new Error(`the simulated shop sent what the door refuses: ${JSON.stringify(rejections[0])}`);
    this.apply(accepted, now);
  }

  private apply(events: readonly StageEvent[], now: number): void {
    this.fold.apply(logged(events, now));
  }

  private pastHours(now: number): Map<number, PastOutcomes[]> {
    const past = new Map<number, PastOutcomes[]>();
    for (const [start, table] of this.fold.slices.tables['1h']) {
      const sums = new Map<number, { failed: number; total: number; declined: number; abandoned: number }>();
      table.each((key, n) => {
        const column = key % COLUMNS;
        const series = Math.floor(key / COLUMNS);
        if (column < 1 || column > 5 || !this.fold.arrivals.isJudged(series)) return;
        const sum = sums.get(series) ?? { failed: 0, total: 0, declined: 0, abandoned: 0 };
        if (column === 3) sum.declined += n;
        if (column === 5) sum.abandoned += n;
        else sum.total += n;
        if (column > 1 && column < 5) sum.failed += n;
        sums.set(series, sum);
      });
      for (const [series, sum] of sums) {
        const hours = past.get(series) ?? [];
        hours.push({ hourOfDay: this.tierClock.hourOfDay(start), dayAge: (now / 1000 - start - 3600) / 86_400, ...sum });
        past.set(series, hours);
      }
    }
    return past;
  }
}
