import { IncidentScene, MINUTE, type Fault } from './incident-scene.spec-data.js';

const niceFails: Fault = { stages: ['authorisation'], segment: { provider: 'nice' }, rate: 0.6 };

describe('the usual of an incident', () => {
  it('of what is new is told as still being learnt, also by the process that goes on', async () => {
    const scene = await new IncidentScene(10, { isNew: 'nice' }).open();
    scene.pass(5 * MINUTE);
    scene.pass(4 * MINUTE, [niceFails]);
    expect(scene.only.cause[0]?.segment).toEqual({ provider: 'nice' });
    expect(scene.only.baseline).toMatchObject({ learning: true });
    const { source } = scene.only.baseline;
    await scene.restart();
    scene.pass(MINUTE, [niceFails]);
    expect(scene.only.baseline).toMatchObject({ source, learning: true });
  });

  it('of what has a past is not', async () => {
    const scene = await new IncidentScene(10).open();
    scene.pass(4 * MINUTE, [niceFails]);
    expect(scene.only.cause[0]?.segment).toEqual({ provider: 'nice' });
    expect(scene.only.baseline).toMatchObject({ source: 'learned', learning: false });
  });
});
