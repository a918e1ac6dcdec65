import type { Incident, IncidentChange, Route, Segment, Silence } from '@tillwatch/domain';
import { act, changeOf, reopen, resolve, update, type Finding, type PersonAction } from '@tillwatch/incidents';
import fc from 'fast-check';
import { causeKey } from './decide.js';
import { waitingSince } from './escalate.js';
import { NOTICE_KINDS, type NoticeKind, type Told } from './notice.js';
import { FOUND_AT, opening, specFinding } from './notifications.spec-data.js';
import { plan } from './plan.js';
import type { Routing } from './routing.js';

export const MINUTE = 60_000;

/** What a reader of a message acts on. */
export interface View {
  readonly severity: Incident['severity'];
  readonly status: Incident['status'];
  readonly cause: string;
  readonly owner: string | undefined;
  readonly rate: number;
}

/** What an incident is to a reader. */
export function viewOf(incident: Incident): View {
  const { severity, status, failed, total, handling } = incident;
  return { severity, status, cause: causeKey(incident), owner: handling.acknowledgedBy, rate: failed / total };
}

/** Whether a reader who knows one would do something else knowing the other: what calms down by itself is no news before it is over. */
export function isNews(known: View, now: View): boolean {
  const isWorse = known.severity === 'warning' && now.severity === 'critical';
  return isWorse || known.status !== now.status || known.cause !== now.cause || known.owner !== now.owner || now.rate >= 1.5 * known.rate;
}

/** A message that a channel was sent. */
export interface Said {
  readonly id: string;
  readonly channel: string;
  readonly kind: NoticeKind;
  readonly at: number;
  readonly change: IncidentChange;
  /** Something kept the incident quiet then. */
  readonly isHeld: boolean;
}

/** One thing that happens to an incident. */
export type Step =
  | { readonly does: 'finds'; readonly finding: Partial<Finding>; readonly isTold: boolean }
  | { readonly does: 'person'; readonly action: PersonAction; readonly by: string; readonly minutes: number }
  | { readonly does: 'waits'; readonly minutes: number }
  | { readonly does: 'ends' | 'comes back' };

const SEGMENTS: readonly Segment[] = [{ provider: 'kg-inicis' }, { provider: 'kg-inicis', method: 'card' }, { provider: 'toss' }];
const CAUSES = SEGMENTS.map((segment) => [{ segment, extraShare: 0.9, trafficShare: 0.2 }]);
const MAINTENANCE = { id: 'bank', until: FOUND_AT + 600 * MINUTE };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('finds' as const),
      // Also what the judge would not store is published now and then: nothing new, or a little more of the same.
      isTold: fc.boolean(),
      finding: fc.record(
        {
          total: fc.constantFrom(212, 220, 424, 1_000),
          failed: fc.integer({ min: 20, max: 212 }),
          severity: fc.constantFrom('warning' as const, 'critical' as const),
          cause: fc.constantFrom(...CAUSES),
          maintenance: fc.constantFrom(null, null, MAINTENANCE),
          perMinute: fc.integer({ min: 1, max: 60 }),
        },
        { requiredKeys: [] },
      ),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('person' as const),
      action: fc.constantFrom('acknowledge', 'unacknowledge', 'snooze', 'note', 'resolve', 'wrong-alarm' as PersonAction),
      ...{ by: fc.constantFrom('김지원', '박서준'), minutes: fc.integer({ min: 1, max: 60 }) },
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('waits' as const), minutes: fc.integer({ min: 1, max: 45 }) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('ends' as const, 'comes back' as const) }) },
);

/** What happens to an incident, and when nobody is to be told (minutes after it began, from and how long). */
export const walks = fc.record({
  steps: fc.array(step, { minLength: 3, maxLength: 60 }),
  silences: fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 })), { maxLength: 2 }),
});

const CHANNEL = { channel: { tells: new Set(NOTICE_KINDS), edits: false, deliver: () => Promise.resolve(null) }, fallback: null };
const route = (of: Partial<Route>): Route => ({ id: 'all', when: {}, to: ['chat'], escalate: [], ...of });
const ROUTING: Routing = {
  channels: new Map(['chat', 'pager', 'boss'].map((id) => [id, { ...CHANNEL, language: 'ko' as const }])),
  routes: [
    route({ escalate: [{ afterMs: 10 * MINUTE, to: ['pager'] }, { afterMs: 30 * MINUTE, to: ['pager', 'boss'] }] }), // prettier-ignore
    route({ id: 'critical', when: { severities: ['critical'] }, to: ['pager'] }),
  ],
};

/** An incident on its way through {@link plan}, as the decider takes it there: asked at each change, and again when that was said. */
export class Walk {
  readonly said: Said[] = [];
  readonly timeline: IncidentChange[];
  now = FOUND_AT;
  private readonly told = new Map<string, Told>();
  private again: number | null = null;

  constructor(private readonly silences: readonly Silence[]) {
    this.timeline = [opening({ severity: 'warning' })];
    this.ask();
  }

  get change(): IncidentChange {
    const last = this.timeline.at(-1);
    if (last === undefined) throw new Error('nothing ever happened');
    return last;
  }

  get isHeld(): boolean {
    const { maintenance, handling } = this.change.incident;
    const isSilent = this.silences.some(({ startsAt, endsAt }) => startsAt <= this.now && this.now < endsAt);
    return isSilent || maintenance !== null || (handling.snoozedUntil ?? 0) > this.now;
  }

  take(next: Step): void {
    this.wait(next.does === 'waits' ? next.minutes * MINUTE : 1_000);
    const change = next.does === 'waits' ? undefined : this.changeBy(next);
    if (change === undefined) return;
    this.timeline.push(change);
    this.ask();
  }

  /** Lets time pass, and asks again whenever that is due. */
  wait(ms: number): void {
    const until = this.now + ms;
    while (this.again !== null && this.again <= until) {
      this.now = Math.max(this.now, this.again);
      this.ask();
    }
    this.now = until;
  }

  /** Asks what becomes of the incident as it is. */
  ask(): void {
    const since = waitingSince(this.timeline) ?? this.change.at;
    const scene = { told: this.told, waitingSince: since, silences: this.silences, open: [], sent: new Map<string, number>() };
    const planned = plan(this.change, scene, ROUTING, this.now);
    this.again = planned.again;
    for (const { notification, told } of planned.notifications) {
      this.told.set(notification.channel, told);
      const { id, channel, kind } = notification;
      this.said.push({ id, channel, kind, at: this.now, change: this.change, isHeld: this.isHeld });
    }
  }

  private changeBy(next: Exclude<Step, { does: 'waits' }>): IncidentChange | undefined {
    const { incident } = this.change;
    const isOver = incident.status === 'resolved';
    switch (next.does) {
      case 'finds': {
        if (isOver) return undefined;
        const finding = { ...findingOf(incident), ...next.finding };
        const published = { at: this.now, type: 'updated', reason: 'numbers_grew' } as const;
        return update(incident, finding, this.now) ?? (next.isTold ? changeOf({ ...incident, ...finding }, published) : undefined);
      }
      case 'person':
        return act(incident, next.action, { by: next.by, minutes: next.minutes, note: '메모' }, this.now);
      case 'ends':
        return isOver ? undefined : resolve(incident, {}, 'back_to_usual', this.now);
      case 'comes back':
        return isOver ? reopen(incident, findingOf(incident), this.now) : undefined;
    }
  }
}

/** What was found last. */
function findingOf(incident: Incident): Finding {
  const names = Object.keys(specFinding) as (keyof Finding)[];
  return Object.fromEntries(names.map((name) => [name, incident[name]])) as unknown as Finding;
}
