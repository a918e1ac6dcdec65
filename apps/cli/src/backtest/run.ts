import type { Catalogue } from '@tillwatch/catalogue';
import { Playback, SimulatedInstallation, type NumbersQuestion, type Sent } from '@tillwatch/replay';
import { TierClock } from '@tillwatch/windows';
import { numberText } from '@tillwatch/wording';
import type { MapSpec } from '../map/map-schema.js';
import type { Progress } from '../report/progress.js';
import type { Rejects } from '../report/rejects.js';
import type { Session } from '../session.js';
import { SourceError } from '../source/source-error.js';
import { incidentLine, iso } from './incident-line.js';
import { Outcome } from './outcome.js';
import { on, type Place, type RecordingItem } from './recording.js';
import { statsLines } from './stats-question.js';

/** A recording to judge as if it happened now. */
export interface BacktestRequest {
  /** `-` for stdin. */
  readonly path: string;
  /** undefined: the file's lines are events already. */
  readonly map: MapSpec | undefined;
  readonly dataset: string;
  readonly set: ReadonlyMap<string, string>;
  readonly catalogue: Catalogue;
  readonly timeZone: string;
  /** Control lines say up to when everything has arrived. */
  readonly lockstep: boolean;
  readonly stats: readonly NumbersQuestion[];
  /** Simulated seconds that pass in one; undefined for as fast as it goes. */
  readonly pace: number | undefined;
  readonly rejectsFile: string | undefined;
}

/** A recording being played. */
export class Run {
  readonly outcome = new Outcome();
  private readonly installation: SimulatedInstallation;
  private readonly playback: Playback<Place>;
  /** In lockstep, what has arrived by the next tick. */
  private held: (RecordingItem & { kind: 'event' })[] = [];
  private tickedAt = -Infinity;
  private pacedFrom: { readonly simulated: number; readonly real: number } | undefined;

  constructor(
    private readonly request: BacktestRequest,
    private readonly session: Session,
    private readonly rejects: Rejects,
    private readonly progress: Progress,
  ) {
    const { catalogue, timeZone } = request;
    this.installation = new SimulatedInstallation({ catalogue, tierClock: new TierClock(timeZone) });
    this.playback = new Playback(this.installation, {
      sent: (sent, places) => this.book(sent, places),
      changed: (change) => {
        this.outcome.changed(change);
        session.terminal.out(incidentLine(change));
      },
      reached: (now) => this.pace(now),
    });
  }

  /** Takes the next of what the recording says. @returns what must be waited for, if anything; rejects with a SourceError where time goes back */
  take(item: RecordingItem): Promise<void> | undefined {
    switch (item.kind) {
      case 'reject':
        this.outcome.arrived();
        this.reject(item.reject);
        return undefined;
      case 'tick':
        return this.tick(item.at, item.line);
      case 'event':
        this.outcome.arrived(item.recorded.at);
        if (!this.request.lockstep) return this.playback.add(item.recorded);
        this.held.push(item);
        return undefined;
    }
  }

  /** Plays what is left. In lockstep time goes no further than what was said. */
  async end(): Promise<void> {
    for (const { recorded } of this.held) await this.playback.add(recorded);
    if (!this.request.lockstep || this.held.length > 0) await this.playback.end();
  }

  /** Prints the numbers asked for and the summary, and says how fast it went. */
  report(elapsedMs: number): void {
    const { terminal } = this.session;
    for (const line of statsLines(this.installation, this.request.stats)) terminal.out(line);
    terminal.out(this.outcome.line());
    const { events, found, rejections } = this.outcome;
    const [n, speed] = [numberText(events), numberText((events / Math.max(1, elapsedMs)) * 1000)];
    if (events === 0) terminal.tell(NOTHING);
    terminal.tell({
      ko: `이벤트 ${n}건 (초당 ${speed}건), 거부 ${numberText(rejections)}건, 장애 ${numberText(found)}건`,
      en: `${n} events (${speed}/s), ${numberText(rejections)} rejected, ${numberText(found)} incidents`,
    });
  }

  private async tick(at: number, line: number): Promise<void> {
    if (at < this.tickedAt) throw new SourceError([on(line, BACKWARDS)]);
    this.tickedAt = at;
    const { held } = this;
    this.held = [];
    for (const { recorded } of held) await this.playback.add({ ...recorded, at: Math.min(recorded.at, at) });
    await this.playback.tick(at);
    this.session.terminal.out(JSON.stringify({ type: 'tick', at: iso(at) }));
  }

  private book({ accepted, duplicates, rejections }: Sent, places: readonly Place[]): void {
    this.outcome.accepted += accepted;
    this.outcome.duplicates += duplicates;
    for (const { index, path, code, message } of rejections)
      this.reject({ ...(places[index] ?? { line: 0, row: 0 }), path, code, message });
    this.progress.add(places.length);
  }

  private reject(reject: Parameters<Rejects['add']>[0]): void {
    this.outcome.refused(reject.code);
    this.rejects.add(reject);
  }

  private async pace(now: number): Promise<void> {
    const { pace } = this.request;
    if (pace === undefined) return;
    const { clock, wait, interrupted } = this.session;
    this.pacedFrom ??= { simulated: now, real: clock.now() };
    const due = this.pacedFrom.real + (now - this.pacedFrom.simulated) / pace;
    if (due > clock.now()) await wait(due - clock.now(), interrupted);
  }
}

const NOTHING = { ko: '파일이 비어 있습니다: 이벤트가 하나도 없습니다', en: 'the file is empty: there is no event in it' };
const BACKWARDS = {
  ko: 'tick이 앞의 tick보다 이릅니다. 시간은 뒤로 가지 않습니다',
  en: 'this tick is before the last one; time does not go back',
};
