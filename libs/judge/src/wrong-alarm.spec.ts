import { act } from '@tillwatch/incidents';
import { IncidentScene, MINUTE, type Fault } from './incident-scene.spec-data.js';
import { regionOfIncident } from './region.js';

const kgFails: Fault = { stages: ['authorisation'], segment: { provider: 'kg' }, rate: 0.4 };

/** A scene in which something went wrong for four minutes and somebody called that a wrong alarm. */
async function calledWrong(fault: Fault): Promise<{ scene: IncidentScene; id: string }> {
  const scene = await new IncidentScene(6).open();
  scene.pass(4 * MINUTE, [fault]);
  const change = act(scene.only, 'wrong-alarm', { by: 'Kim' }, scene.now);
  if (change === undefined) throw new Error('nothing to call wrong');
  scene.incidents.accept(change.incident, scene.now);
  scene.changes.push(change);
  return { scene, id: change.incident.id };
}

describe('a wrong alarm', () => {
  it('asks for more evidence in its slice, not in what lies around or beside it', async () => {
    const { scene } = await calledWrong(kgFails);
    const region = { tenant: 'default', journey: 'checkout', stages: ['authorisation'] };
    const asked = (segment: Record<string, string>): number => scene.rules.lowered({ ...region, segment });
    expect([asked({ provider: 'kg' }), asked({ provider: 'kg', browser: 'ie' })]).toEqual([6, 6]);
    expect([asked({}), asked({ provider: 'toss' })]).toEqual([0, 0]);
    expect(scene.rules.lowered({ ...region, stages: ['window'], segment: { provider: 'kg' } })).toBe(0);
    scene.pass(MINUTE, []);
    expect(scene.extraEvidenceAt({ provider: 'kg' })).toBeCloseTo(6);
    expect(scene.extraEvidenceAt({})).toBeCloseTo(0);
  });

  it('ends for good what goes on as it was, however much that is', async () => {
    const { scene } = await calledWrong(kgFails);
    scene.pass(30 * MINUTE, [kgFails]);
    expect(scene.standing).toEqual([]);
    expect(scene.ids).toHaveLength(1);
  });

  it('goes on being silent in another process', async () => {
    const { scene } = await calledWrong(kgFails);
    await scene.restart();
    scene.pass(10 * MINUTE, [kgFails]);
    expect(scene.ids).toHaveLength(1);
  });

  it('is followed by another one where it gets clearly worse', async () => {
    const { scene, id } = await calledWrong({ ...kgFails, rate: 0.2 });
    scene.pass(5 * MINUTE, [{ ...kgFails, rate: 0.2 }]);
    expect(scene.standing).toEqual([]);
    const worse = scene.now;
    scene.pass(5 * MINUTE, [{ ...kgFails, rate: 0.6 }]);
    expect(regionOfIncident(scene.only)).toMatchObject({ segment: { provider: 'kg' }, stages: ['authorisation'] });
    expect(scene.only.id).not.toBe(id);
    expect(scene.only.openedAt - worse).toBeLessThanOrEqual(2 * MINUTE * 1_000);
  });

  it('is followed by another one where it comes back after it was over', async () => {
    const { scene, id } = await calledWrong(kgFails);
    scene.pass(10 * MINUTE);
    scene.pass(3 * MINUTE, [kgFails]);
    expect(scene.only).toMatchObject({ cause: [{ segment: { provider: 'kg' } }], status: 'triggered' });
    expect(scene.only.id).not.toBe(id);
    expect(scene.story).not.toContain('reopened: came_back');
  });
});
