import type { Policy, Segment } from '@tillwatch/domain';
import { IncidentScene, MINUTE, type Fault } from './incident-scene.spec-data.js';

jest.setTimeout(60_000);
const NICE_BANK: Segment = { provider: 'nice', method: 'bank' };
/** Of browsers and stages alone: what six in a hundred customers meet is too little for either. */
const policy: Partial<Policy> = { pageBy: ['browser'] };
const pinned: Partial<Policy> = { ...policy, pinned: [NICE_BANK] };
const thin: Fault = { stages: ['authorisation'], segment: NICE_BANK, rate: 0.1 };
const pair = ['provider', 'method'] as const;

/** What is said of a segment at the second stage. */
function stateOf({ fold, incidents }: IncidentScene, segment: Segment): string | undefined {
  const series = fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authorisation' }, segment);
  return incidents.judge.verdictOf(series)?.verdict.state;
}

describe('two values that are pinned together', () => {
  it('open an incident that nothing else would', async () => {
    const scene = await new IncidentScene(10, { policy: pinned, pair }).open();
    scene.pass(15 * MINUTE, [thin], 5);
    expect(scene.story[0]).toBe('opened: evidence_conclusive');
    expect(scene.only).toMatchObject({ cause: [{ segment: NICE_BANK }], stages: ['authorisation'], pages: true });
  });

  it('are on nobody’s mind without the pin, and their neighbours are not with it', async () => {
    const scene = await new IncidentScene(10, { policy, pair }).open();
    scene.pass(15 * MINUTE, [thin], 5);
    expect(scene.story).toEqual([]);
    expect(stateOf(scene, { provider: 'nice' })).toBe('pending');
    expect(stateOf(scene, NICE_BANK)).toBeUndefined();
    const other = await new IncidentScene(10, { policy: pinned, pair }).open();
    other.pass(15 * MINUTE, [{ ...thin, segment: { provider: 'toss', method: 'bank' } }], 5);
    expect(other.story).toEqual([]);
    expect(stateOf(other, { provider: 'toss', method: 'bank' })).toBeUndefined();
    expect(stateOf(other, NICE_BANK)).toBe('normal');
  });

  it('are silent inside an open cause, and go on being judged once it is over', async () => {
    const scene = await new IncidentScene(10, { policy: { ...pinned, pageBy: ['provider'] }, pair }).open();
    scene.pass(10 * MINUTE, [{ ...thin, segment: { provider: 'nice' }, rate: 0.6 }], 5);
    expect(scene.only).toMatchObject({ cause: [{ segment: { provider: 'nice' } }] });
    expect(scene.ids).toHaveLength(1);
    scene.pass(15 * MINUTE, [], 5);
    expect(scene.standing).toEqual([]);
    expect(stateOf(scene, NICE_BANK)).toBe('normal');
  });
});

describe('one value that is pinned', () => {
  it('opens an incident though its dimension does not', async () => {
    const fails: Fault = { stages: ['authorisation'], segment: { provider: 'nice' }, rate: 0.04 };
    const told = async (of: Partial<Policy>): Promise<(Segment | undefined)[]> => {
      const scene = await new IncidentScene(10, { policy: { ...policy, ...of } }).open();
      scene.pass(15 * MINUTE, [fails]);
      expect(stateOf(scene, { provider: 'nice' })).toBe(scene.standing.length === 0 ? 'firing' : 'normal');
      return scene.standing.map(({ cause }) => cause[0]?.segment);
    };
    expect(await told({ pinned: [{ provider: 'nice' }] })).toEqual([{ provider: 'nice' }]);
    expect(await told({ pinned: [{ provider: 'toss' }] })).toEqual([]);
  });

  it('may fall silent, too', async () => {
    const silent = (scene: IncidentScene): boolean =>
      [...scene.incidents.judge.segments].some(
        ({ segment, ...of }) => scene.rules.mayOpenVolume({ ...of, segment }) && segment.provider === 'nice',
      );
    expect(silent(await new IncidentScene(10, { policy: { ...policy, pinned: [{ provider: 'nice' }] } }).open())).toBe(true);
    expect(silent(await new IncidentScene(10, { policy }).open())).toBe(false);
  });
});
