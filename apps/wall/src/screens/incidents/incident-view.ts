import type { IncidentAnswer, IncidentDetail } from '@tillwatch/contract';
import {
  CHANGE_WORDS,
  clockText,
  dateText,
  hasRate,
  impactText,
  incidentAge,
  incidentCounts,
  incidentRate,
  INCIDENT_WORDS,
  likelyCause,
  minuteText,
  percentText,
  roughElapsedText,
  SAME_WORDS,
  zoneText,
  type Reader,
} from '@tillwatch/wording';
import type { ShapeName } from '../../ui/shapes.js';
import { peakSince, type ChartPoint } from './chart-view.js';
import { INCIDENT_TEXTS } from './incident-texts.js';

/** How an incident's badge looks. */
export type Tone = Extract<ShapeName, 'critical' | 'warning' | 'recovering'>;

export function toneOf({ status, severity }: IncidentAnswer): Tone {
  return status === 'resolved' ? 'recovering' : severity;
}

/** A name and what is to be said of it. */
export interface Fact {
  readonly name: string;
  readonly text: string;
}

function clock(iso: string, { timeZone, language }: Reader): string {
  const at = Date.parse(iso);
  return language === 'en' ? `${clockText(at, timeZone)} ${zoneText(at, timeZone)}` : clockText(at, timeZone);
}

function timeFacts(incident: IncidentAnswer, points: readonly ChartPoint[], reader: Reader): Fact[] {
  const { facts, peak } = INCIDENT_TEXTS[reader.language];
  const start = { name: facts.start, text: clock(incident.startedAt, reader) };
  if (incident.resolvedAt === null) return [start];
  const most = !hasRate(incident) || incident.kind === 'volume' ? null : peakSince(points, Date.parse(incident.startedAt));
  const lasted = incidentAge(incident, 0, reader.language);
  const ended = [clock(incident.resolvedAt, reader), lasted, ...(most === null ? [] : [peak(percentText(most))])];
  return [start, { name: facts.end, text: ended.join(' · ') }];
}

/** What stands below the chart: since when, why, who is hit; and what else has to be known before doing anything. */
export function factsOf(incident: IncidentAnswer, points: readonly ChartPoint[], reader: Reader): readonly Fact[] {
  const { language, timeZone } = reader;
  const { facts, until } = INCIDENT_TEXTS[language];
  const { maintenance, snoozedUntil, status } = incident;
  const found = timeFacts(incident, points, reader);
  if (maintenance)
    found.push({
      name: facts.maintenance,
      text: `${maintenance.label[language]} · ${until(minuteText(Date.parse(maintenance.until), timeZone))}`,
    });
  if (snoozedUntil !== null && status !== 'resolved')
    found.push({ name: facts.snoozed, text: minuteText(Date.parse(snoozedUntil), timeZone) });
  if (incident.kind === 'monitor' || incident.kind === 'definition') return found;
  return [
    ...found,
    { name: facts.cause, text: likelyCause(incident, language) },
    { name: facts.impact, text: impactText(incident, language) },
  ];
}

/** One entry of the timeline in words. */
export interface Entry {
  readonly clock: string;
  readonly who: string;
  readonly human: boolean;
  readonly what: string;
  readonly note: string | null;
  readonly numbers: string | null;
}

/** The timeline, newest first; people are named, the detector gives its numbers. */
export function entriesOf({ timeline }: IncidentDetail, reader: Reader): readonly Entry[] {
  const { language, timeZone } = reader;
  return timeline.map(({ at, by, note, ...change }) => ({
    clock: clockText(Date.parse(at), timeZone),
    who: by ?? INCIDENT_TEXTS[language].machine,
    human: by !== null,
    what: CHANGE_WORDS[change.reason][language],
    note,
    numbers: by === null && hasRate(change) ? `${incidentRate(change, language).text} · ${incidentCounts(change, language) ?? ''}` : null,
  }));
}

/** A past incident in words. */
export interface Past {
  readonly id: string;
  readonly what: string;
  readonly when: string;
  readonly why: string;
  readonly note: string | null;
}

/** Similar incidents of the past, three at most. */
export function pastOf({ similar }: IncidentDetail, { language, timeZone }: Reader): readonly Past[] {
  return similar.slice(0, 3).map(({ id, startedAt, resolvedAt, labels, stageLabel, same, note }) => {
    const start = Date.parse(startedAt);
    const lasted = resolvedAt === null ? [] : [roughElapsedText(Date.parse(resolvedAt) - start, language)];
    const where = labels.length === 0 ? INCIDENT_WORDS.everything[language] : labels.map((label) => label[language]).join(' × ');
    return {
      ...{ id, note, what: `${where} · ${stageLabel[language]}` },
      when: [`${dateText(start, timeZone, language)} ${minuteText(start, timeZone)}`, ...lasted].join(' · '),
      why: same.map((one) => SAME_WORDS[one][language]).join(' · '),
    };
  });
}
