import { loadCatalogue, type BoardTile, type Catalogue } from '@tillwatch/catalogue';
import type { WireEvent } from '@tillwatch/contract';
import { failedOf, totalOf, type Incident, type IncidentChange, type IncidentKind, type VerdictState } from '@tillwatch/domain';
import type { IncidentJudge } from '@tillwatch/judge';
import { SimulatedInstallation } from '@tillwatch/replay';
import { createShop, generate, history, type Scenario, type Shop } from '@tillwatch/scenarios';
import { isTiles } from '@tillwatch/views';
import { ABSENT, liveWindow, TierClock, type Fold } from '@tillwatch/windows';

const TIME_ZONE = 'Asia/Seoul';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** History sent at once. */
const AT_ONCE = 5_000;

/** What one tile showed at one second. */
export interface TileMoment {
  readonly now: number;
  readonly tile: BoardTile;
  readonly state: VerdictState;
  /** The loudest open incident that is the tile's. */
  readonly incident: Incident | undefined;
  /** Counts of the running five minutes. */
  readonly total: number;
  readonly failed: number;
  readonly usual: number | null;
}

/** A demo shop lived through in simulated time: the real intake, fold and judge, without HTTP and Redis. */
export class SimulatedShop {
  readonly catalogue: Catalogue = loadCatalogue([new URL('../../config', import.meta.url).pathname]);
  readonly fold: Fold;
  readonly incidents: IncidentJudge;
  /** Called with every change of an incident. */
  onChange: (change: IncidentChange) => void = () => undefined;
  /** Called with every event before it goes through the door. */
  onSent: (event: WireEvent) => void = () => undefined;
  private readonly installation = new SimulatedInstallation({ catalogue: this.catalogue, tierClock: new TierClock(TIME_ZONE) });
  private readonly shop: Shop;

  constructor(
    private readonly options: {
      readonly start: number;
      readonly seed: string;
      readonly eventsPerSecond: number;
      readonly rhythmDepth: number;
    },
  ) {
    this.shop = createShop({ rhythmDepth: options.rhythmDepth });
    this.fold = this.installation.fold;
    this.incidents = this.installation.incidents;
  }

  /** Imports `days` of history and starts judging from it. */
  async learn(days: number): Promise<void> {
    const { start, seed, eventsPerSecond } = this.options;
    const from = start - days * DAY_MS;
    const past = [...history(this.shop, { from, to: start - HOUR_MS, stepMs: HOUR_MS, cohorts: 6, seed: `${seed}-past`, eventsPerSecond })];
    for (let from = 0; from < past.length; from += AT_ONCE) this.send(past.slice(from, from + AT_ONCE), start);
    await this.installation.learn(start);
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
      for (const change of this.installation.tick(now)) this.onChange(change);
      if (visit !== undefined) for (const tile of this.tiles) visit(this.look(tile, now));
    }
  }

  /** The open incident of a kind at a stage, if any. */
  incidentAt({ stage, kind }: { readonly stage: string; readonly kind: IncidentKind }, now: number): Incident | undefined {
    return this.incidents.incidents(now).find((incident) => incident.kind === kind && incident.stages.includes(stage));
  }

  private get tiles(): readonly BoardTile[] {
    return this.catalogue.board('main')?.tiles ?? [];
  }

  private look(tile: BoardTile, now: number): TileMoment {
    const series = this.fold.seriesOf({ tenant: 'default', journey: tile.journey, stage: tile.stage }, tile.segment);
    const judged = series === ABSENT ? undefined : this.incidents.judge.verdictOf(series);
    const { counts } = liveWindow(this.fold, Math.max(0, series), 300, now / 1000);
    const journey = this.catalogue.journey(tile.journey);
    const own = this.incidents.incidents(now).filter((incident) => journey !== undefined && isTiles(incident, tile, journey));
    return {
      now,
      tile,
      state: judged?.verdict.state ?? 'no_data',
      incident: own.find(({ severity }) => severity === 'critical') ?? own[0],
      total: totalOf(counts),
      failed: failedOf(counts),
      usual: judged?.verdict.usual?.rate ?? null,
    };
  }

  private send(events: readonly WireEvent[], now: number): void {
    const { rejections } = this.installation.send(events, now);
    if (rejections.length > 0) throw new Error(`the simulated shop sent what the door refuses: ${JSON.stringify(rejections[0])}`);
  }
}
