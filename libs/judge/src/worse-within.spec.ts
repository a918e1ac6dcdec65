import { act } from '@tillwatch/incidents';
import { IncidentScene, MINUTE } from './incident-scene.spec-data.js';

jest.setTimeout(60_000);
const wide = { stages: ['authorisation'], segment: {}, rate: 0.12 };
const toss = { stages: ['authorisation'], segment: { provider: 'toss' }, rate: 0.7 };

describe('within an open incident of everything at a stage', () => {
  it('a provider that becomes much worse is an incident of its own, judged by what the stage was like before', async () => {
    const scene = await new IncidentScene(10, { seed: 3 }).open();
    scene.pass(10 * MINUTE, [wide], 5);
    const [outer] = scene.standing;
    const began = scene.now;
    scene.pass(4 * MINUTE, [toss, wide], 2);
    const inner = scene.standing.find(({ id }) => id !== outer?.id);
    expect(inner).toMatchObject({ cause: [{ segment: { provider: 'toss' } }], stages: ['authorisation'], severity: 'critical' });
    expect((inner?.openedAt ?? Infinity) - began).toBeLessThanOrEqual(2 * MINUTE * 1_000);
    expect(Math.abs((inner?.startedAt ?? 0) - began)).toBeLessThanOrEqual(10_000);
    expect(inner?.baseline.rate).toBeCloseTo(0.14, 1);
    expect(inner && { total: inner.total, failed: inner.failed }).toEqual(inner && scene.sentOf(inner));
    await scene.restart();
    // The provider is as bad as the others again: its own incident is over, theirs is not.
    scene.pass(6 * MINUTE, [wide], 5);
    expect(scene.standing.map(({ id }) => id)).toEqual([outer?.id]);
    scene.pass(6 * MINUTE, [], 5);
    expect(scene.standing).toEqual([]);
    expect(scene.ids).toHaveLength(2);
  });

  it('keeps nobody from being well: the others are, while the provider is not', async () => {
    const scene = await new IncidentScene(10, { seed: 4 }).open();
    scene.pass(10 * MINUTE, [wide], 5);
    const [outer] = scene.standing;
    scene.pass(3 * MINUTE, [toss, wide], 2);
    scene.pass(5 * MINUTE, [toss], 5);
    expect(scene.standing).toMatchObject([{ cause: [{ segment: { provider: 'toss' } }] }]);
    expect(scene.ids).toContain(outer?.id);
    expect(scene.ids).toHaveLength(2);
  });

  it('goes back to what it is part of where somebody ended it while nobody judged', async () => {
    const scene = await new IncidentScene(10, { seed: 3 }).open();
    scene.pass(10 * MINUTE, [wide], 5);
    const [outer] = scene.standing;
    scene.pass(3 * MINUTE, [toss, wide], 2);
    const inner = scene.standing.find(({ id }) => id !== outer?.id);
    const ended = inner && act(inner, 'resolve', { by: 'Kim' }, scene.now);
    if (ended === undefined) throw new Error('nothing to end');
    scene.changes.push(ended);
    await scene.restart();
    scene.pass(6 * MINUTE, [wide], 5);
    expect(scene.standing.map(({ id }) => id)).toEqual([outer?.id]);
    expect(scene.ids).toHaveLength(2);
  });

  it('declines that begin later are another incident, in the very same rows', async () => {
    const scene = await new IncidentScene(10, { seed: 5, declined: 0.3 }).open();
    const broken = [{ ...wide, rate: 0.06 }];
    scene.pass(10 * MINUTE, broken, 5);
    const [outer] = scene.standing;
    expect(outer).toMatchObject({ class: 'system', stages: ['authorisation'], errors: [{ category: 'provider_error' }] });
    const began = scene.now;
    scene.pass(4 * MINUTE, [...broken, { ...wide, rate: 0.5, failureClass: 'declined' }], 2);
    const declines = scene.standing.find(({ id, stages }) => id !== outer?.id && stages.includes('authorisation'));
    expect(declines).toMatchObject({ cause: [{ segment: {} }], class: 'declined', errors: [{ category: 'insufficient_funds' }] });
    expect(Math.abs((declines?.startedAt ?? 0) - began)).toBeLessThanOrEqual(20_000);
    expect(scene.standing).toContainEqual(expect.objectContaining({ id: outer?.id, class: 'system' }));
    scene.pass(8 * MINUTE, [], 5);
    expect(scene.standing).toEqual([]);
  });

  it.each([1, 2])('nothing is told twice while it stays as bad as it is (seed %d)', async (seed) => {
    const scene = await new IncidentScene(10, { seed }).open();
    scene.pass(40 * MINUTE, [wide], 5);
    expect(scene.ids).toHaveLength(1);
  });
});
