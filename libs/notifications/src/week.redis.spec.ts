import type { IncidentChange, Segment } from '@tillwatch/domain';
import { act, changeOf, resolve } from '@tillwatch/incidents';
import { connectRedis, parseRedisAddress } from '@tillwatch/redis';
import { NOTICE_KINDS } from './notice.js';
import type { Notification } from './notification.js';
import { FOUND_AT, opening } from './notifications.spec-data.js';
import type { Routing } from './routing.js';
import { grouped, seeded, Simulation } from './simulation.spec-data.js';
import { isNews, MINUTE, viewOf } from './walk.spec-data.js';

jest.setTimeout(120_000);

const redis = connectRedis(parseRedisAddress(process.env['TILLWATCH_TEST_REDIS'] ?? ''), { name: 'week-spec' });
afterAll(() => redis.disconnect());

const HOUR = 60 * MINUTE;
const HOURS = 7 * 24;
const INCIDENTS = 20;
const PROVIDERS: readonly Segment[] = ['kg-inicis', 'toss', 'nice', 'naver-pay'].map((provider) => ({ provider }));

/** An incident of a quarter to half an hour that changes every ten seconds, of which every second one is critical at some time. */
function story(n: number, random: () => number): IncidentChange[] {
  const within = (from: number, to: number): number => Math.floor(from + random() * (to - from));
  const at = FOUND_AT + within(0, HOURS) * HOUR + n;
  const segment = PROVIDERS[within(0, PROVIDERS.length)] ?? {};
  const cause = [{ segment, extraShare: 0.9, trafficShare: 0.2 }];
  const first = opening({ severity: 'warning', cause }, n);
  const changes: IncidentChange[] = [{ ...first, at, incident: { ...first.incident, startedAt: at - 40_000, openedAt: at } }];
  const [ends, taken, worse] = [within(90, 180), within(6, 60), n % 2 === 0 ? within(6, 40) : Infinity];
  let last = changes[0]?.incident ?? first.incident;
  for (let i = 1; i <= ends; i += 1) {
    const now = at + i * 10_000;
    const total = last.total + within(20, 60);
    // Around a third fails, now more, now less: as detectors see it.
    const failed = Math.min(total, Math.round(total * (0.2 + 0.25 * random())));
    const severity = i >= worse ? ('critical' as const) : last.severity;
    const grown = { ...last, total, failed, severity };
    const change =
      i === ends
        ? resolve(grown, {}, 'back_to_usual', now)
        : ((i === taken ? act(grown, 'acknowledge', { by: '김지원' }, now) : undefined) ??
          changeOf(grown, { at: now, type: 'updated', reason: 'numbers_grew' }));
    changes.push(change);
    last = change.incident;
  }
  return changes;
}

it('a week of incidents that change every ten seconds is told in few messages, none of them twice', async () => {
  const channel = { tells: new Set(NOTICE_KINDS), edits: false, deliver: () => Promise.resolve(null) };
  const own = { channel, language: 'ko' as const, fallback: null, budget: { messages: 30, perMs: 10 * MINUTE } };
  const routing: Routing = {
    channels: new Map([
      ['chat', own],
      ['pager', own],
    ]),
    routes: [
      { id: 'all', when: {}, to: ['chat'], escalate: [{ afterMs: 5 * MINUTE, to: ['pager'] }] },
      { id: 'critical', when: { severities: ['critical'] }, to: ['pager'], escalate: [] },
    ],
  };
  const simulation = new Simulation(redis, routing, { from: FOUND_AT });
  const random = seeded(20_261_122);
  const stories = Array.from({ length: INCIDENTS }, (_, n) => story(n, random));
  try {
    simulation.plan(stories.flat());
    await simulation.run();
    const all = [...(await simulation.store.list(10_000))].reverse();
    for (const [id, messages] of grouped(all, ({ channel: to }) => to)) {
      expect([id, messages.length / HOURS <= 6]).toEqual([id, true]);
      // And in the worst hour: what opens, gets worse, is taken and ends of the incidents that were there then.
      expect(Math.max(...[...grouped(messages, hourOf).values()].map((hour) => hour.length))).toBeLessThanOrEqual(12);
    }
    for (const messages of grouped(all, ({ incident, channel: to }) => `${incident} ${to}`).values())
      await expectNews(simulation, messages);
    // Nothing is missing either: each is told to begin and to end, and some two thousand changes are accounted for.
    for (const [first] of stories) {
      const kinds = all.filter(({ incident, channel: to }) => incident === first?.incident.id && to === 'chat').map(({ kind }) => kind);
      expect([kinds[0], kinds.at(-1)]).toEqual(['opened', 'resolved']);
    }
    expect(stories.flat().length).toBeGreaterThan(2_000);
    expect(all.length).toBeLessThan(INCIDENTS * 10);
  } finally {
    await simulation.clear();
  }
});

const hourOf = ({ decidedAt }: Notification): string => String(Math.floor(decidedAt / HOUR));

/** Each message says something that the one before it, of the same incident on the same channel, did not. */
async function expectNews(simulation: Simulation, messages: readonly Notification[]): Promise<void> {
  const incidents = await Promise.all(
    messages.map(async ({ incident, version }) => (await simulation.incidents.change(incident, version))?.incident),
  );
  for (const [i, { kind }] of messages.entries()) {
    const [before, now] = [incidents[i - 1], incidents[i]];
    if (before === undefined || now === undefined || kind === 'escalated') continue;
    expect([kind, before.version, isNews(viewOf(before), viewOf(now))]).toEqual([kind, before.version, true]);
  }
}
