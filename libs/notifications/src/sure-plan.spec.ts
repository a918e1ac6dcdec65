import type { IncidentChange } from '@tillwatch/domain';
import { NOTICE_KINDS } from './notice.js';
import { FOUND_AT, opening } from './notifications.spec-data.js';
import type { Scene } from './plan.js';
import type { Routing } from './routing.js';
import { planSurely } from './sure-plan.js';

const channel = { tells: new Set(NOTICE_KINDS), edits: false, deliver: () => Promise.resolve(null) };
const ROUTING: Routing = {
  channels: new Map([['chat', { channel, language: 'ko', fallback: null }]]),
  routes: [{ id: 'all', when: {}, to: ['chat'], escalate: [] }],
};
const CALM: Scene = { told: new Map(), waitingSince: FOUND_AT, silences: [], open: [], sent: new Map() };
const DAY = 86_400_000;

/** As a version of the product stored it that knew no causes. */
function unreadable(n = 0): IncidentChange {
  const text = JSON.stringify(opening({}, n), (name, value: unknown) => (name === 'cause' ? undefined : value));
  return JSON.parse(text) as IncidentChange;
}

const planned = (change: IncidentChange, scene: Scene, now = FOUND_AT) => planSurely(change, scene, ROUTING, now);

it('plans as ever what can be read', () => {
  expect(planned(opening(), { ...CALM, open: [opening({}, 1).incident] })).toMatchObject({ notifications: [{}], faults: [] });
});

it('tells an incident though one beside it cannot be read', () => {
  const { notifications, held, faults } = planned(opening(), { ...CALM, open: [unreadable(1).incident] });
  expect(notifications).toMatchObject([{ notification: { channel: 'chat', kind: 'opened' } }]);
  expect(held).toEqual([]);
  expect(faults).toEqual([expect.any(TypeError)]);
});

it('holds what cannot be read, and tries again every minute for a day', () => {
  const nobody = { held: [{ channel: null, reason: 'internal' }], notifications: [], digests: [] };
  const faults = [expect.any(TypeError), expect.any(TypeError)];
  expect(planned(unreadable(), CALM)).toEqual({ ...nobody, again: FOUND_AT + 60_000, faults });
  expect(planned(unreadable(), CALM, FOUND_AT + DAY)).toEqual({ ...nobody, again: null, faults });
});
