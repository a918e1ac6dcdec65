import { segmentLabels, unitLabel, type Catalogue } from '@tillwatch/catalogue';
import type { IncidentAnswer, IncidentDetail, IncidentsAnswer } from '@tillwatch/contract';
import type { Clock, Incident, IncidentChange } from '@tillwatch/domain';
import type { IncidentStore } from '@tillwatch/incidents';
import type { LiveJudge } from '@tillwatch/judge';
import { changeAnswer, incidentAnswer } from './incident-answer.js';
import { similarTo } from './similar.js';

/** Which incidents are asked for. */
export interface IncidentsQuery {
  readonly tenant: string;
  readonly journey?: string | undefined;
  readonly status?: 'open' | 'resolved' | undefined;
  /** Opened within these (ms since the epoch). */
  readonly from?: number | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What incidents are read from. */
export interface IncidentsSources {
  readonly store: IncidentStore;
  readonly judge: LiveJudge;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  /** IANA name of the zone times are shown in. */
  readonly timeZone: string;
}

/** Incidents looked at to find similar ones, and read at once to fill a page. */
const LOOKED_AT = 300;

/** Incidents as people ask for them: open ones with the numbers of this second. */
export class IncidentsView {
  constructor(private readonly sources: IncidentsSources) {}

  /** Open ones first, then the newest. */
  async list({ tenant, journey, status, from = 0, before, limit }: IncidentsQuery): Promise<IncidentsAnswer> {
    const { store, clock, catalogue, timeZone } = this.sources;
    const stored = await store.list(LOOKED_AT, before);
    const live = this.liveNow();
    const wanted = stored
      .map((incident) => live.get(incident.id) ?? incident)
      .filter((incident) => incident.tenant === tenant && incident.openedAt >= from)
      .filter((incident) => journey === undefined || incident.journey === journey)
      .filter((incident) => status === undefined || (incident.status === 'resolved') === (status === 'resolved'));
    const page = wanted.slice(0, limit);
    const oldest = wanted.length > limit ? page.at(-1) : stored.length === LOOKED_AT ? stored.at(-1) : undefined;
    const isOver = ({ status: word }: Incident): number => Number(word === 'resolved');
    return {
      checkedAt: new Date(clock.now()).toISOString(),
      timeZone,
      incidents: page.sort((a, b) => isOver(a) - isOver(b) || b.openedAt - a.openedAt).map((each) => incidentAnswer(each, catalogue)),
      next: oldest === undefined ? null : String(oldest.openedAt),
    };
  }

  /** One incident as it is now; undefined where the tenant has none of that id. */
  async find(tenant: string, id: string): Promise<IncidentAnswer | undefined> {
    const incident = await this.read(tenant, id);
    return incident === undefined ? undefined : incidentAnswer(incident, this.sources.catalogue);
  }

  /** Everything about one incident. */
  async detail(tenant: string, id: string): Promise<IncidentDetail | undefined> {
    const { store, catalogue } = this.sources;
    const incident = await this.read(tenant, id);
    if (incident === undefined) return undefined;
    const [timeline, minutes, others] = await Promise.all([store.timeline(id), store.minutes(id), store.list(LOOKED_AT)]);
    // Of what does not come the usual is in the counts themselves.
    const { low, high } = incident.kind === 'volume' ? { low: null, high: null } : incident.baseline;
    return {
      incident: incidentAnswer(incident, catalogue),
      timeline: timeline.reverse().map((change) => changeAnswer(change, catalogue)),
      series: minutes.map(({ at, total, failed }) => ({ at: new Date(at).toISOString(), total, failed, low, high })),
      similar: await this.similar(
        incident,
        others.filter((other) => other.tenant === tenant),
      ),
    };
  }

  private async similar(incident: Incident, others: readonly Incident[]): Promise<IncidentDetail['similar']> {
    const { store, catalogue } = this.sources;
    const found = similarTo(incident, others);
    const notes = await Promise.all(found.map(({ incident: { id } }) => store.timeline(id)));
    return found.map(({ incident: other, same }, i) => {
      const journey = catalogue.journey(other.journey);
      return {
        id: other.id,
        startedAt: new Date(other.startedAt).toISOString(),
        resolvedAt: other.resolvedAt === null ? null : new Date(other.resolvedAt).toISOString(),
        labels: journey === undefined ? [] : segmentLabels(journey, other.cause[0]?.segment ?? {}),
        stageLabel: (journey === undefined ? undefined : unitLabel(journey, other.stage)) ?? { ko: other.stage, en: other.stage },
        same: [...same],
        note: lastNote(notes[i] ?? []),
      };
    });
  }

  private async read(tenant: string, id: string): Promise<Incident | undefined> {
    const incident = await this.sources.store.find(id);
    if (incident?.tenant !== tenant) return undefined;
    return this.liveNow().get(id) ?? incident;
  }

  /** Open incidents with the numbers of this second, by id. */
  private liveNow(): ReadonlyMap<string, Incident> {
    const open = this.sources.judge.current?.incidents(this.sources.clock.now()) ?? [];
    return new Map(open.map((incident) => [incident.id, incident]));
  }
}

function lastNote(timeline: readonly IncidentChange[]): string | null {
  return timeline.findLast(({ note }) => note !== undefined)?.note ?? null;
}
