import type { Alert } from '@tillwatch/contract';
import { hasIncident, isSilent, type IncidentAlert } from '../take-over/incident-alert.js';
import { byUrgency, type Pattern } from './patterns.js';

const SECOND = 1_000;
/** Alarms that come together make one sound in this time, unless a later one is more urgent. */
const JOINED = 60 * SECOND;
/** A critical that nobody takes is heard four times a quarter of a minute apart, then once a minute, for a quarter of an hour. */
const OFTEN = { times: 4, every: 15 * SECOND } as const;
const THEN_EVERY = 60 * SECOND;
const RINGS_FOR = 900 * SECOND;
/** Who could not judge for longer than this missed what happened meanwhile: it is not news any more. */
const MISSED_AFTER = 30 * SECOND;

/** What decides what is heard at one moment. */
export interface SoundScene {
  readonly now: number;
  /** The alerts of the moment; null while they cannot be trusted. */
  readonly alerts: readonly Alert[] | null;
  /** The monitoring itself has stopped. */
  readonly monitorDown: boolean;
  /** Quiet hours, or muted: nothing is heard, and nothing is made up for later. */
  readonly hushed: boolean;
}

/** What to do about sound now: first stop what sounds or waits, then play. */
export interface SoundOrder {
  readonly stop: boolean;
  readonly play: Pattern | null;
}

interface Ring {
  readonly from: number;
  /** How often it was heard. */
  readonly heard: number;
}

/** When a ring is to be heard for the `n`-th time, in ms from its beginning. */
function ringsAt(n: number): number {
  const often = Math.min(n, OFTEN.times - 1);
  return often * OFTEN.every + (n - often) * THEN_EVERY;
}

function urgencyOf({ state }: IncidentAlert): Extract<Pattern, 'critical' | 'warning'> {
  return state === 'critical' ? 'critical' : 'warning';
}

/** Turns alerts into sounds: one for each new incident, none for a mere refresh, until somebody takes it. */
export class SoundSequencer {
  /** The incidents heard of, by how urgent they were. */
  #known = new Map<string, Pattern>();
  /** Those that somebody had taken when they were last heard of. */
  #taken = new Set<string>();
  #ring: Ring | null = null;
  #lastNews: { readonly at: number; readonly pattern: Pattern } | null = null;
  #judgedAt = -Infinity;
  #down = false;
  #hushed = false;

  /** What to do at `scene.now`; to be asked about once a second and whenever alerts change. */
  next(scene: SoundScene): SoundOrder {
    const { now, alerts, monitorDown, hushed } = scene;
    const fault = monitorDown && !this.#down ? (['warning'] as const) : [];
    this.#down = monitorDown;
    const [rang, news] = [this.#ring !== null, [...(alerts ? this.#news(alerts, now) : []), ...fault]];
    const stop = (rang && this.#ring === null) || (hushed && !this.#hushed);
    this.#hushed = hushed;
    const play = this.#joined(news, now, hushed) ?? (alerts ? this.#repeated(now) : null);
    return { stop, play: hushed ? null : play };
  }

  /** What happened since the last moment that could be judged; nothing of it where that is long ago. */
  #news(alerts: readonly Alert[], now: number): readonly Pattern[] {
    const missed = now - this.#judgedAt > MISSED_AFTER;
    this.#judgedAt = now;
    const incidents = alerts.filter(hasIncident).filter(({ state }) => state === 'critical' || state === 'warning');
    const loud = incidents.filter((alert) => !isSilent(alert, now));
    const risen = loud.filter((alert) => byUrgency(urgencyOf(alert), this.#known.get(alert.incident.id) ?? 'recovered') > 0);
    const over = [...this.#known.keys()].filter((id) => !incidents.some(({ incident }) => incident.id === id));
    this.#known = new Map(loud.map((alert) => [alert.incident.id, urgencyOf(alert)]));
    const untaken = loud.filter((alert) => alert.state === 'critical' && alert.incident.acknowledgedAt === null);
    const begins = untaken.some((alert) => risen.includes(alert));
    const isGivenBack = untaken.some(({ incident }) => this.#taken.has(incident.id));
    this.#taken = new Set(loud.flatMap(({ incident }) => (incident.acknowledgedAt === null ? [] : [incident.id])));
    if (untaken.length === 0) this.#ring = null;
    else if (begins && (!this.#ring || now - this.#ring.from >= JOINED)) this.#ring = { from: now, heard: 1 };
    else if (isGivenBack && !this.#ring) this.#ring = { from: now, heard: 0 };
    if (missed) return [];
    const begun = risen.filter(({ incident }) => incident.acknowledgedAt === null).map(urgencyOf);
    return over.length > 0 && this.#ring === null ? [...begun, 'recovered'] : begun;
  }

  /** The most urgent of what is new, unless it joins what was heard a moment ago. */
  #joined(news: readonly Pattern[], now: number, hushed: boolean): Pattern | null {
    const [worst] = news.toSorted((a, b) => byUrgency(b, a));
    if (!worst || hushed) return null;
    const last = this.#lastNews;
    if (last && now - last.at < JOINED && byUrgency(worst, last.pattern) <= 0) return null;
    this.#lastNews = { at: now, pattern: worst };
    return worst;
  }

  #repeated(now: number): Pattern | null {
    const ring = this.#ring;
    if (!ring) return null;
    const due = ringsAt(ring.heard);
    if (due >= RINGS_FOR || now - ring.from < due) return null;
    this.#ring = { ...ring, heard: ring.heard + 1 };
    return 'critical';
  }
}
