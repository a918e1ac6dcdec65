import type { Incident, IncidentChange, RecurringWindow, Route, Silence } from '@tillwatch/domain';
import { act, resolve, update } from '@tillwatch/incidents';
import { toldOf } from './decide.js';
import { waitingSince } from './escalate.js';
import { NOTICE_KINDS, type Told } from './notice.js';
import { FOUND_AT, opening, specFinding } from './notifications.spec-data.js';
import { plan, type Plan, type Scene } from './plan.js';
import type { ConfiguredChannel, Routing } from './routing.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const channel = { tells: new Set(NOTICE_KINDS), edits: false, deliver: () => Promise.resolve(null) };
const CHANNELS = new Map(['chat', 'pager', 'boss'].map((id) => [id, { channel, language: 'ko' as const, fallback: null }]));
const ALL: Route = { id: 'all', when: {}, to: ['chat'], escalate: [] };
const CALM: Scene = { told: new Map(), waitingSince: FOUND_AT, silences: [], open: [], sent: new Map() };

const routing = (...routes: readonly Partial<Route>[]): Routing => ({
  channels: CHANNELS,
  routes: routes.map((route, i) => ({ ...ALL, id: `route${String(i)}`, ...route })),
});

/** Who is told what, as `channel: kind`, and what is held. */
const outcome = ({ held, notifications }: Plan): string[] => [
  ...notifications.map(({ notification }) => `${notification.channel}: ${notification.kind}`),
  ...held.map(({ reason }) => `hold:${reason}`),
];

function must(change: IncidentChange | undefined): IncidentChange {
  if (change === undefined) throw new Error('nothing changed');
  return change;
}

const tolds = (...changes: readonly IncidentChange[]): Map<string, Told> =>
  new Map(changes.map(({ incident }) => ['chat', toldOf(incident)]));

describe('a silence', () => {
  const opened = opening();
  const silence: Silence = {
    ...{ id: 's1', tenant: 'default', by: '김지원', comment: '점검', startsAt: FOUND_AT - MINUTE, endsAt: FOUND_AT + HOUR },
    when: { segment: { provider: 'kg-inicis' } },
  };
  const beside = (of: Partial<Silence>): Scene => ({ ...CALM, silences: [{ ...silence, ...of }] });

  it('holds back what it matches until it ends, and then tells what still is', () => {
    const held = plan(opened, beside({}), routing({}), FOUND_AT);
    expect(outcome(held)).toEqual(['hold:silenced']);
    expect(held.again).toBe(silence.endsAt);
    expect(outcome(plan(opened, beside({}), routing({}), silence.endsAt))).toEqual(['chat: opened']);
  });

  it('is of its tenant, of what it matches and of its time alone', () => {
    const others = [{ tenant: 'other' }, { when: { segment: { provider: 'toss' } } }, { startsAt: FOUND_AT + 1 }, { endsAt: FOUND_AT }];
    for (const of of others) expect(outcome(plan(opened, beside(of), routing({}), FOUND_AT))).toEqual(['chat: opened']);
  });

  it('never keeps back that somebody took what was told, or that it is over', () => {
    const taken = must(act(opened.incident, 'acknowledge', { by: '김지원' }, FOUND_AT + MINUTE));
    const scene = { ...beside({}), told: tolds(opened) };
    expect(outcome(plan(taken, scene, routing({}), FOUND_AT + MINUTE))).toEqual(['chat: acknowledged']);
    const over = resolve(taken.incident, {}, 'back_to_usual', FOUND_AT + 2 * MINUTE);
    const last = plan(over, { ...scene, told: tolds(taken) }, routing({}), FOUND_AT + 2 * MINUTE);
    expect(outcome(last)).toEqual(['chat: resolved']);
    expect(last.again).toBeNull();
  });
});

describe('an open incident', () => {
  const provider = (of: Partial<Incident> = {}): Incident => ({
    ...opening({ cause: [{ segment: { provider: 'kg-inicis' }, extraShare: 1, trafficShare: 0.3 }] }, 1).incident,
    ...of,
  });
  const told = (wider: Incident): string[] => outcome(plan(opening(), { ...CALM, open: [wider] }, routing({}), FOUND_AT));

  it('that is critical inhibits what lies within it, as long as it is open', () => {
    expect(told(provider())).toEqual(['hold:inhibited']);
    expect(told(provider({ status: 'acknowledged' }))).toEqual(['hold:inhibited']);
    // A provider that is down fails at other steps too.
    expect(told(provider({ stages: ['authorisation'] }))).toEqual(['hold:inhibited']);
    expect(told(provider({ status: 'resolved' }))).toEqual(['chat: opened']);
  });

  it('is looked at again soon, for its end changes nothing about what it inhibits', () => {
    const { again } = plan(opening(), { ...CALM, open: [provider()] }, routing({}), FOUND_AT);
    expect(again).toBeGreaterThan(FOUND_AT);
    expect(again).toBeLessThanOrEqual(FOUND_AT + MINUTE);
  });

  it('inhibits neither itself, nor its like, nor what lies beside it', () => {
    expect(told(opening().incident)).toEqual(['chat: opened']);
    expect(told(provider({ severity: 'warning' }))).toEqual(['chat: opened']);
    expect(told(provider({ pages: false }))).toEqual(['chat: opened']);
    expect(told(provider({ tenant: 'other' }))).toEqual(['chat: opened']);
    expect(told(provider({ cause: [{ segment: { provider: 'toss' }, extraShare: 1, trafficShare: 0.3 }] }))).toEqual(['chat: opened']);
    const everything = [{ segment: {}, extraShare: 1, trafficShare: 1 }];
    expect(told(provider({ cause: everything }))).toEqual(['hold:inhibited']);
    expect(told(provider({ cause: everything, stages: ['order'] }))).toEqual(['chat: opened']);
  });
});

describe('an incident that nobody takes', () => {
  const steps = [
    { afterMs: 10 * MINUTE, to: ['pager'] },
    { afterMs: 30 * MINUTE, to: ['pager', 'boss'] },
  ];
  const to = routing({ escalate: steps });
  const opened = opening();
  const scene = (told: Map<string, Told>): Scene => ({ ...CALM, told });

  it('is told to who is next, each step once', () => {
    const first = plan(opened, CALM, to, FOUND_AT);
    expect(outcome(first)).toEqual(['chat: opened']);
    expect(first.again).toBe(FOUND_AT + 10 * MINUTE);
    const told = tolds(opened);
    const second = plan(opened, scene(told), to, FOUND_AT + 10 * MINUTE);
    expect(outcome(second)).toEqual(['pager: escalated', 'hold:unchanged']);
    expect(second.again).toBe(FOUND_AT + 30 * MINUTE);
    told.set('pager', second.notifications[0]?.told ?? toldOf(opened.incident));
    expect(outcome(plan(opened, scene(told), to, FOUND_AT + 11 * MINUTE))).toEqual(['hold:unchanged', 'hold:unchanged']);
    const third = plan(opened, scene(told), to, FOUND_AT + 30 * MINUTE);
    expect(outcome(third)).toEqual(['pager: escalated', 'boss: escalated', 'hold:unchanged']);
    expect(third.again).toBeNull();
    expect(new Set([...second.notifications, ...third.notifications].map(({ notification: { id } }) => id)).size).toBe(3);
  });

  it('waits no longer once somebody took it, and anew once it is given back', () => {
    const taken = must(act(opened.incident, 'acknowledge', { by: '김지원' }, FOUND_AT + MINUTE));
    const later = FOUND_AT + 40 * MINUTE;
    expect(plan(taken, scene(tolds(opened)), to, later).again).toBeNull();
    expect(outcome(plan(taken, scene(tolds(taken)), to, later))).toEqual(['hold:unchanged']);
    const back = must(act(taken.incident, 'unacknowledge', { by: '김지원' }, later));
    const since = waitingSince([opened, taken, back]);
    expect(since).toBe(later);
    const again = plan(back, { ...scene(tolds(taken)), waitingSince: later }, to, later);
    expect(outcome(again)).toEqual(['chat: unacknowledged']);
    expect(again.again).toBe(later + 10 * MINUTE);
  });

  it('is not told to more people while it is snoozed, and to them when that ends', () => {
    const snoozed = must(act(opened.incident, 'snooze', { by: '김지원', minutes: 30 }, FOUND_AT + MINUTE));
    const held = plan(snoozed, scene(tolds(opened)), to, FOUND_AT + 12 * MINUTE);
    expect(outcome(held)).toContain('hold:snoozed');
    expect(held.again).toBe(FOUND_AT + 30 * MINUTE);
    expect(outcome(plan(snoozed, scene(tolds(opened)), to, FOUND_AT + 31 * MINUTE))).toContain('pager: escalated');
  });
});

it('is not told on a channel that is closed, and says that it is not', () => {
  expect(plan(opening(), CALM, routing({ to: ['gone', 'chat'] }), FOUND_AT).held).toEqual([{ channel: 'gone', reason: 'closed' }]);
  expect(plan(opening(), CALM, { ...routing({}), routes: [] }, FOUND_AT).held).toEqual([{ channel: null, reason: 'no_route' }]);
});

describe('that nobody watches', () => {
  const CHAT = { channel, language: 'ko' as const, fallback: 'pager' };
  const to: Routing = { ...routing({}), channels: new Map<string, ConfiguredChannel>([...CHANNELS, ['chat', CHAT]]) };
  const blind = opening({ kind: 'monitor', cause: [{ segment: {}, extraShare: 1, trafficShare: 1 }] });

  it('is told by the fallback, too, at once and until it is over', () => {
    const first = plan(blind, CALM, to, FOUND_AT);
    expect(outcome(first)).toEqual(['chat: opened', 'pager: opened']);
    const told = new Map(first.notifications.map(({ notification, told: known }) => [notification.channel, known]));
    const back = resolve(blind.incident, {}, 'monitor_back', FOUND_AT + MINUTE);
    expect(outcome(plan(back, { ...CALM, told }, to, FOUND_AT + MINUTE))).toEqual(['chat: resolved', 'pager: resolved']);
  });

  it('is the only thing that is: others reach it where the channel cannot be reached', () => {
    expect(outcome(plan(opening(), CALM, to, FOUND_AT))).toEqual(['chat: opened']);
  });
});

describe('a budget', () => {
  const budget = { messages: 30, perMs: 10 * MINUTE };
  const to: Routing = { ...routing({}), channels: new Map([['chat', { channel, language: 'ko', fallback: null, budget }]]) };
  const sent = (many: number): Scene => ({ ...CALM, sent: new Map([['chat', many]]) });
  const opened = opening();

  it('that is used up leaves what disturbs to a digest, and asks again when it is not', () => {
    expect(outcome(plan(opened, sent(29), to, FOUND_AT))).toEqual(['chat: opened']);
    const held = plan(opened, sent(30), to, FOUND_AT);
    expect(outcome(held)).toEqual(['hold:over_budget']);
    expect(held).toMatchObject({ digests: ['chat'], again: FOUND_AT + 10 * MINUTE });
  });

  it('keeps back nothing that ends what was told', () => {
    const over = resolve(opened.incident, {}, 'back_to_usual', FOUND_AT + MINUTE);
    expect(outcome(plan(over, { ...sent(99), told: tolds(opened) }, to, FOUND_AT + MINUTE))).toEqual(['chat: resolved']);
  });

  it('leaves what was told in a digest there, unless it becomes critical', () => {
    const warning = opening({ severity: 'warning' });
    const told = new Map([['chat', { ...toldOf(warning.incident), inDigest: true as const }]]);
    const over = resolve(warning.incident, {}, 'back_to_usual', FOUND_AT + MINUTE);
    expect(outcome(plan(over, { ...sent(0), told }, to, FOUND_AT + MINUTE))).toEqual(['hold:in_digest']);
    const worse = must(update(warning.incident, { ...specFinding, severity: 'critical' }, FOUND_AT + MINUTE));
    expect(outcome(plan(worse, { ...sent(0), told }, to, FOUND_AT + MINUTE))).toEqual(['chat: worse']);
  });
});

describe('hours of a route', () => {
  const berlin = (from: number, to: number): RecurringWindow[] => [{ timeZone: 'Europe/Berlin', from: from * 60, to: to * 60 }];
  const at = (text: string): number => Date.parse(text);
  const warning = opening({ severity: 'warning' });
  const night = routing({ quiet: berlin(22, 8) });

  it('that are quiet hold a warning until they end, over midnight and on the night the clocks change', () => {
    const held = plan(warning, CALM, night, at('2026-11-22T23:30:00+01:00'));
    expect(outcome(held)).toEqual(['hold:quiet_hours']);
    expect(held.again).toBe(at('2026-11-23T08:00:00+01:00'));
    expect(outcome(plan(warning, CALM, night, at('2026-11-23T08:00:00+01:00')))).toEqual(['chat: opened']);
    // 25 October 2026: the night is an hour longer, and ends at eight on the clock.
    expect(plan(warning, CALM, night, at('2026-10-24T23:00:00+02:00')).again).toBe(at('2026-10-25T08:00:00+01:00'));
    // 29 March 2026: an hour shorter.
    expect(plan(warning, CALM, night, at('2026-03-28T23:00:00+01:00')).again).toBe(at('2026-03-29T08:00:00+02:00'));
  });

  it('that are quiet hold nothing critical, and nothing that another route tells', () => {
    const now = at('2026-11-22T23:30:00+01:00');
    expect(outcome(plan(opening(), CALM, night, now))).toEqual(['chat: opened']);
    expect(outcome(plan(warning, CALM, routing({ quiet: berlin(22, 8) }, {}), now))).toEqual(['chat: opened']);
  });

  it('say when it takes something at all', () => {
    const office = routing({ hours: berlin(9, 18) });
    expect(outcome(plan(warning, CALM, office, at('2026-11-23T12:00:00+01:00')))).toEqual(['chat: opened']);
    const evening = plan(warning, CALM, office, at('2026-11-23T18:00:00+01:00'));
    expect(outcome(evening)).toEqual(['hold:no_route']);
    // What still is in the morning is told then.
    expect(evening.again).toBeGreaterThan(at('2026-11-23T18:00:00+01:00'));
  });
});
