import {
  defaultPolicy,
  WHOLE_ATTEMPT,
  type FailureClass,
  type Incident,
  type IncidentChange,
  type IncidentContrast,
} from '@tillwatch/domain';
import { logged, specEvent } from '@tillwatch/testing';
import { ABSENT, Fold, SLOT_SECONDS, TierClock } from '@tillwatch/windows';
import { IncidentJudge } from './incident-judge.js';
import { IncidentRules } from './incident-rules.js';
import {
  BROKEN,
  countedSegments,
  DECLINED,
  ERRORS,
  journey,
  journeyWith,
  merchant,
  SPREAD,
  STAGES,
  USUAL,
  type SceneOptions,
} from './incident-shop.spec-data.js';
import { judgedTogether } from './paging-set.js';
import type { PastOutcomes } from './past-signals.js';
import { NOTHING_STANDING } from './standing-incidents.js';

export const MINUTE = 60;
const START = Date.UTC(2026, 10, 22, 5, 0, 0);

/** Something is broken: at one stage so many fail whose values are these. */
export interface Fault {
  readonly stages: readonly string[];
  readonly segment: Readonly<Record<string, string>>;
  readonly rate: number;
  readonly failureClass?: FailureClass;
}

interface SentOutcome {
  readonly at: number;
  readonly stage: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly isFailed: boolean;
  readonly worth: number;
}

/** A shop with three stages and three dimensions in simulated time, judged once a second. Chance is seeded. */
export class IncidentScene {
  now = START;
  readonly rules: IncidentRules;
  readonly changes: IncidentChange[] = [];
  readonly fold: Fold;
  incidents: IncidentJudge;
  private readonly tierClock = new TierClock('Asia/Seoul');
  private readonly sent: SentOutcome[] = [];
  private readonly past = new Map<number, PastOutcomes[]>();
  private random: number;
  private serial = 0;
  private hidden: string | undefined;

  /** @param perSecond customers a second; may be less than one */
  constructor(
    private readonly perSecond = 10,
    private readonly options: SceneOptions = {},
  ) {
    const { seed = 1, policy = {}, merchants = 0, maintenance = [] } = options;
    this.random = seed;
    this.hidden = options.isNew;
    const counted = journeyWith(options.pair);
    const journeys = [merchants === 0 ? counted : { ...counted, dimensions: [...counted.dimensions, merchant] }];
    const source = { journeys, policy: () => ({ ...defaultPolicy(journey), ...policy }), maintenance, errors: ERRORS };
    this.rules = new IncidentRules(source);
    this.fold = new Fold(
      { journeys, tierClock: this.tierClock, watched: [], judgedTogether: judgedTogether(source) },
      { '1m': START / 1000 - 120, '1h': START / 1000 - 3600, '1d': START / 1000 - 5 * 3600 },
    );
    this.incidents = new IncidentJudge(this.fold, this.tierClock, this.rules);
  }

  /** Opens the shop: five days of history, and a quarter of an hour as on any other day. */
  async open(): Promise<this> {
    this.pass(MINUTE);
    const known = countedSegments(this.options.pair).filter(({ segment }) => !Object.values(segment).includes(this.hidden ?? ''));
    for (const stage of [...STAGES, WHOLE_ATTEMPT]) for (const { share, segment } of known) this.learnt({ stage, share }, segment);
    await this.incidents.rebuild(this.past, NOTHING_STANDING, this.now);
    this.pass(15 * MINUTE);
    this.hidden = undefined;
    return this;
  }

  /** Lets seconds pass while some things are broken. @param step seconds that arrive and are judged at once */
  pass(seconds: number, faults: readonly Fault[] = [], step = 1): void {
    for (let second = 0; second < seconds; second += step) {
      this.now += step * 1_000;
      const due = this.perSecond * step;
      const customers = Math.floor(due) + (this.chance() < due % 1 ? 1 : 0);
      const events = Array.from({ length: customers }, () => this.customer(faults)).flat();
      this.fold.apply(logged(events, this.now));
      this.changes.push(...this.incidents.tick(this.now));
    }
  }

  /** Another process goes on from what this one has told and kept. */
  async restart(): Promise<void> {
    const kept = this.incidents.checkpoint();
    const told = new Map(this.changes.map(({ incident }) => [incident.id, incident]));
    const all = [...told.values()].map((incident) => ({ incident, memory: kept.get(incident.id) ?? null }));
    const standing = {
      open: all.filter(({ incident }) => incident.status !== 'resolved'),
      ended: [...told.values()].filter(({ status }) => status === 'resolved'),
      wrong: [],
    };
    this.incidents = new IncidentJudge(this.fold, this.tierClock, this.rules);
    await this.incidents.rebuild(this.past, standing, this.now);
  }

  /** What was told, as words. */
  get story(): string[] {
    return this.changes.map(({ type, reason }) => `${type}: ${reason}`);
  }

  /** Ids of everything that was ever told. */
  get ids(): string[] {
    return [...new Set(this.changes.map(({ incident }) => incident.id))];
  }

  /** Open incidents as they are now. */
  get standing(): Incident[] {
    return this.incidents.incidents(this.now);
  }

  /** The only open incident as it is now. */
  get only(): Incident {
    const [only, ...others] = this.standing;
    if (only === undefined || others.length > 0) throw new Error(`${this.standing.length} incidents are open`);
    return only;
  }

  /** What was sent since an incident's start of its rows, until `until` (ms since the epoch). */
  sentOf(incident: Incident, until = Infinity): { total: number; failed: number } {
    return countsOf(this.ownOf(incident).filter(({ at }) => at <= until));
  }

  /** What was sent meanwhile of what lies beside an incident of one cause. */
  sentBeside(
    incident: Incident,
    { dimension, segment: { stage: _, ...segment } }: IncidentContrast,
    until: number,
  ): ReturnType<typeof countsOf> {
    const stages = dimension === 'stage' ? STAGES : incident.stages;
    const around = this.ownOf({ ...incident, stages, cause: [{ segment, extraShare: 1, trafficShare: 1 }] });
    const own = new Set(this.ownOf(incident));
    return countsOf(around.filter((each) => each.at <= until && !own.has(each)));
  }

  /** What it was worth. */
  worthOf(incident: Incident): { all: number; failed: number } {
    const own = this.ownOf(incident);
    const sum = (of: SentOutcome[]): number => of.reduce((worth, each) => worth + each.worth, 0);
    return { all: sum(own), failed: sum(own.filter(({ isFailed }) => isFailed)) };
  }

  private ownOf({ cause, stages, startedAt }: Incident): SentOutcome[] {
    const from = startedAt - (startedAt % (SLOT_SECONDS * 1_000));
    const segment = Object.entries(cause[0]?.segment ?? {});
    return this.sent.filter(
      ({ at, stage, dimensions }) =>
        at >= from && stages.includes(stage) && segment.every(([dimension, value]) => dimensions[dimension] === value),
    );
  }

  /** Evidence that a segment needs at the second stage beyond the standard, in nats. */
  extraEvidenceAt(segment: Readonly<Record<string, string>>): number {
    const { judge } = this.incidents;
    const judged = judge.verdictOf(this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authorisation' }, segment));
    if (judged === undefined) throw new Error(`${JSON.stringify(segment)} is not judged`);
    return judge.signal('failure_rate').settings(judged.segment).thresholdShift ?? 0;
  }

  private learnt(of: { stage: string; share: number }, segment: Record<string, string>): void {
    const series = this.fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: of.stage }, segment);
    if (series === ABSENT) throw new Error(`nothing came of ${JSON.stringify(segment)} at ${of.stage}`);
    const total = Math.round(3_600 * this.perSecond * of.share);
    const times = of.stage === WHOLE_ATTEMPT ? 3 : 1;
    const declined = Math.round(total * times * (this.options.declined ?? 0));
    const failed = Math.round(total * times * USUAL) + declined;
    const hour = (i: number): PastOutcomes => ({
      ...{ hourOfDay: i % 24, dayAge: (i + 2) / 24, total, failed, declined, abandoned: 0 },
    });
    this.past.set(series, [...Array(120).keys()].map(hour));
  }

  /** One customer's way through the stages, up to where it ends. */
  private customer(faults: readonly Fault[]): ReturnType<typeof specEvent>[] {
    const dimensions: Record<string, string> = {};
    for (const [id, values] of Object.entries(SPREAD)) dimensions[id] = this.pick(values);
    const { merchants = 0, declined = 0 } = this.options;
    if (merchants > 0) dimensions['merchant'] = `m${this.serial++ % merchants}`;
    const events: ReturnType<typeof specEvent>[] = [];
    for (const stage of STAGES) {
      const isHit = ({ stages, segment }: Fault): boolean =>
        stages.includes(stage) && Object.entries(segment).every(([id, value]) => dimensions[id] === value);
      const fault = faults.find((each) => isHit(each) && this.chance() < each.rate);
      const isBroken = fault !== undefined;
      const isDeclined = !isBroken && declined > 0 && this.chance() < declined;
      const isFailed = isBroken || isDeclined || this.chance() < USUAL;
      const failureClass = isDeclined ? 'declined' : isBroken ? (fault.failureClass ?? 'system') : 'system';
      const errorCategory = failureClass === 'declined' ? DECLINED : BROKEN;
      const outcome = isFailed ? ({ outcome: 'failed', failureClass, errorCategory, final: true } as const) : ({ outcome: 'ok' } as const);
      const attempt = events[0]?.attempt;
      const amount = this.options.price?.(dimensions, isBroken);
      const of = { ...(attempt === undefined ? {} : { attempt }), ...(amount === undefined ? {} : { amount }) };
      events.push(specEvent(this.now - 300, { ...outcome, ...of, stage, dimensions }));
      this.sent.push({ at: this.now, stage, dimensions, isFailed, worth: amount?.currency === 'KRW' ? amount.value : 0 });
      if (isFailed) break;
    }
    return events;
  }

  private pick(values: Readonly<Record<string, number>>): string {
    let left = this.chance();
    for (const [value, share] of Object.entries(values)) if (value !== this.hidden && (left -= share) < 0) return value;
    return Object.keys(values)[0] ?? '';
  }

  /** Between 0 and 1 (mulberry32). */
  private chance(): number {
    this.random = (this.random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.random ^ (this.random >>> 15), 1 | this.random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

function countsOf(sent: readonly SentOutcome[]): { total: number; failed: number } {
  return { total: sent.length, failed: sent.filter(({ isFailed }) => isFailed).length };
}
