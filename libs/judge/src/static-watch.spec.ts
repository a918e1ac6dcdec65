import { act } from '@tillwatch/incidents';
import { IncidentScene, MINUTE, type Fault } from './incident-scene.spec-data.js';

const staticRule = { above: 0.2, forMinutes: 5, least: 100 };
const ruled = (rule = staticRule) => ({ policy: { kinds: ['volume' as const], stages: { authorisation: { staticRule: rule } } } });
const everyoneFails: Fault = { stages: ['authorisation'], segment: {}, rate: 0.4 };

describe('a static rule', () => {
  it('opens an incident of its stage beside the evidence, says its limit, and ends after its minutes below it', async () => {
    // Of this stage the evidence may say nothing: what is told is the rule's.
    const scene = await new IncidentScene(4, ruled()).open();
    expect(scene.story).toEqual([]);
    const began = scene.now;
    scene.pass(8 * MINUTE, [everyoneFails], 5);
    const { only } = scene;
    expect(only).toMatchObject({ kind: 'failure_rate', status: 'triggered', severity: 'warning', stages: ['authorisation'], pages: true });
    expect(only.cause).toEqual([{ segment: {}, extraShare: 1, trafficShare: 1 }]);
    expect(only.baseline).toEqual({ rate: 0.2, low: 0.2, high: 0.2, source: 'limit', learning: false });
    // 40 % since it began is more than 20 % over five minutes from half of them on.
    expect(only.openedAt - began).toBeGreaterThan(60_000);
    expect(only.openedAt - began).toBeLessThan(5 * 60_000);
    expect(only.failed).toBeGreaterThan(staticRule.above * only.total);
    expect(only.money).toBeNull();
    const failing = scene.incidents.minutesOf(only.id, only.startedAt).filter(({ total, failed }) => failed > 0.3 * total);
    expect(failing.length).toBeGreaterThanOrEqual(7);
    const ended = scene.now;
    scene.pass(15 * MINUTE, [], 5);
    expect(scene.story.filter((line) => !line.startsWith('updated'))).toEqual(['opened: over_limit', 'resolved: within_limit']);
    expect((scene.changes.at(-1)?.at ?? 0) - ended).toBeGreaterThanOrEqual(5 * 60_000);
    expect(scene.ids).toHaveLength(1);
  });

  it('is silent where no policy has one, and where too few come for it', async () => {
    const without = await new IncidentScene(4, { policy: { kinds: ['volume'] } }).open();
    without.pass(8 * MINUTE, [everyoneFails], 5);
    expect(without.story).toEqual([]);
    const few = await new IncidentScene(4, ruled({ ...staticRule, least: 2_000 })).open();
    few.pass(8 * MINUTE, [everyoneFails], 5);
    expect(few.story).toEqual([]);
  });

  it('says nothing while an open trouble tells of its stage, nor of what belonged to that one', async () => {
    const scene = await new IncidentScene(4, { policy: { stages: { authorisation: { staticRule } } } }).open();
    scene.pass(10 * MINUTE, [everyoneFails], 5);
    expect(scene.only.baseline.source).toBe('learned');
    scene.pass(10 * MINUTE, [], 5);
    expect(scene.changes.filter(({ incident }) => incident.baseline.source === 'limit')).toEqual([]);
  });

  it('makes room for a trouble that is found in its stage', async () => {
    const quick = { above: 0.05, forMinutes: 1, least: 20 };
    const scene = await new IncidentScene(4, { policy: { stages: { authorisation: { staticRule: quick } } } }).open();
    scene.pass(3 * MINUTE, [{ ...everyoneFails, rate: 0.06 }], 5);
    expect(scene.story).toContain('opened: over_limit');
    scene.pass(5 * MINUTE, [everyoneFails], 5);
    expect(scene.story).toContain('resolved: covered_by_another');
    expect(scene.only.baseline.source).toBe('learned');
  });

  it('that somebody ends is silent until it has been within its limit, and lowers nobody else', async () => {
    const scene = await new IncidentScene(4, ruled()).open();
    scene.pass(8 * MINUTE, [everyoneFails], 5);
    const evidence = scene.extraEvidenceAt({});
    const change = act(scene.only, 'wrong-alarm', { by: 'Kim' }, scene.now);
    if (change !== undefined) scene.incidents.accept(change.incident, scene.now);
    scene.pass(4 * MINUTE, [everyoneFails], 5);
    expect(scene.standing).toEqual([]);
    expect(scene.extraEvidenceAt({})).toBe(evidence);
    scene.pass(10 * MINUTE, [], 5);
    scene.pass(8 * MINUTE, [everyoneFails], 5);
    expect(scene.standing).toHaveLength(1);
  });

  it('goes on with its incident after a restart', async () => {
    const scene = await new IncidentScene(4, ruled()).open();
    scene.pass(8 * MINUTE, [everyoneFails], 5);
    const { only } = scene;
    await scene.restart();
    scene.pass(MINUTE, [everyoneFails], 5);
    expect(scene.only).toMatchObject({ id: only.id, baseline: { source: 'limit' } });
    expect(scene.only.total).toBeGreaterThan(only.total);
    scene.pass(15 * MINUTE, [], 5);
    expect(scene.story.at(-1)).toBe('resolved: within_limit');
  });
});
