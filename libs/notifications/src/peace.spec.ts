import type { Silence } from '@tillwatch/domain';
import fc from 'fast-check';
import { NOTICE_KINDS } from './notice.js';
import { FOUND_AT } from './notifications.spec-data.js';
import { grouped } from './simulation.spec-data.js';
import { isNews, MINUTE, viewOf, Walk, walks, type Said, type Step } from './walk.spec-data.js';

type Drawn = { readonly steps: readonly Step[]; readonly silences: readonly (readonly [number, number])[] };
const DISTURBING: ReadonlySet<Said['kind']> = new Set(['opened', 'reopened', 'worse', 'wider', 'grew', 'escalated']);

function silenceOf([from, minutes]: readonly [number, number]): Silence {
  const startsAt = FOUND_AT + from * MINUTE;
  return { id: 's', tenant: 'default', when: {}, startsAt, endsAt: startsAt + minutes * MINUTE, by: '김지원', comment: '배포' };
}

function walked({ steps, silences }: Drawn): Walk {
  const walk = new Walk(silences.map(silenceOf));
  for (const step of steps) walk.take(step);
  return walk;
}

const always = (holds: (drawn: Drawn) => void): void => fc.assert(fc.property(walks, holds), { seed: 20_261_122, numRuns: 500 });

it('is proved by incidents to which everything happens', () => {
  const said = fc.sample(walks, { seed: 20_261_122, numRuns: 500 }).flatMap((drawn) => walked(drawn).said);
  expect(new Set(said.map(({ kind }) => kind))).toEqual(new Set(NOTICE_KINDS.filter((kind) => kind !== 'digest')));
});

it('tells no channel what it was told, whatever happens to an incident', () => {
  always((drawn) => {
    const { said } = walked(drawn);
    expect(new Set(said.map(({ id }) => id)).size).toBe(said.length);
    for (const messages of grouped(said, ({ channel }) => channel).values()) {
      expect(messages[0]?.kind).toMatch(/^(?:opened|escalated)$/);
      for (const [i, { kind, change }] of messages.slice(1).entries()) {
        // That nobody takes it is news each time its route says so (once: its id is another one); that it was put off for too long, too.
        if (kind === 'escalated' || change.reason === 'snooze_broken') continue;
        const before = messages[i];
        if (before === undefined || !isNews(viewOf(before.change.incident), viewOf(change.incident)))
          throw new Error(`${kind} of version ${change.incident.version} repeats ${before?.kind} of ${before?.change.incident.version}`);
      }
    }
  });
});

it('disturbs nobody while it is held, by whatever', () => {
  always((drawn) => {
    for (const { kind, isHeld } of walked(drawn).said) expect(isHeld && DISTURBING.has(kind)).toBe(false);
  });
});

it('leaves nobody with what is no longer so', () => {
  always((drawn) => {
    const walk = walked(drawn);
    walk.take({ does: 'finds', finding: { maintenance: null }, isTold: true });
    walk.wait(300 * MINUTE);
    const { incident } = walk.change;
    expect(incident.status !== 'resolved' && walk.isHeld).toBe(false);
    const last = grouped(walk.said, ({ channel }) => channel);
    if (incident.status !== 'resolved') expect([...last.keys()]).toContain('chat');
    for (const messages of last.values()) {
      const known = messages.at(-1)?.change.incident;
      expect(known !== undefined && isNews(viewOf(known), viewOf(incident))).toBe(false);
    }
  });
});

it('tells everybody who was told that it is over, and then nothing more', () => {
  always((drawn) => {
    const walk = walked(drawn);
    walk.take({ does: 'ends' });
    walk.wait(600 * MINUTE);
    for (const messages of grouped(walk.said, ({ channel }) => channel).values())
      expect(messages.at(-1)?.kind).toMatch(/^(?:resolved|wrong_alarm)$/);
  });
});

it('sends as few messages as the rules say: what opens, each who takes it, each cause, each half more, each end', () => {
  always((drawn) => {
    const { said, timeline } = walked(drawn);
    const many = (type: string): number => timeline.filter((change) => change.type === type).length;
    for (const messages of grouped(said, ({ channel }) => channel).values()) {
      const told = (kind: Said['kind']): number => messages.filter((message) => message.kind === kind).length;
      expect(told('opened')).toBeLessThanOrEqual(1);
      expect(told('reopened')).toBeLessThanOrEqual(many('reopened'));
      expect(told('resolved') + told('wrong_alarm')).toBeLessThanOrEqual(1 + many('reopened'));
      expect(told('acknowledged')).toBeLessThanOrEqual(many('acknowledged'));
      expect(told('unacknowledged')).toBeLessThanOrEqual(many('unacknowledged'));
      // Two steps for each time that somebody was waited for.
      expect(told('escalated')).toBeLessThanOrEqual(2 * (1 + many('reopened') + many('unacknowledged')));
    }
  });
});

it('says of a rate that swings for hours only how it rose', () => {
  const swing = fc.array(fc.integer({ min: 20, max: 212 }), { minLength: 100, maxLength: 400 });
  const holds = (failures: readonly number[]): void => {
    const walk = new Walk([]);
    walk.take({ does: 'person', action: 'acknowledge', by: '김지원', minutes: 1 });
    const known = walk.said.length;
    for (const failed of failures) walk.take({ does: 'finds', finding: { failed, total: 212 }, isTold: true });
    const grew = walk.said.slice(known).map(({ kind }) => kind);
    // From 66 of 212 no rate can be half as high again more than twice.
    expect(grew.filter((kind) => kind === 'grew').length).toBeLessThanOrEqual(2);
    expect(new Set(grew)).not.toContain('wider');
  };
  fc.assert(fc.property(swing, holds), { seed: 4, numRuns: 100 });
});
