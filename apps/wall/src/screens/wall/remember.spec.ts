import type { Alert } from '@tillwatch/contract';
import { alertsOf } from '../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../test/fixture/stories.js';
import { keep, recall } from './remember.js';

/** A window's storage, as far as it is used. */
function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

beforeEach(() => Object.assign(globalThis, { sessionStorage: storage() }));
afterAll(() => Reflect.deleteProperty(globalThis, 'sessionStorage'));

const over = (alerts: readonly Alert[]): Alert[] => alerts.map((alert) => ({ ...alert, state: 'recovering', recoveredAt: STORY_TIME }));
const [stalled] = over(alertsOf(STORIES.stalled, STORY_TIME)) as [Alert];
const [failed] = over(alertsOf(STORIES.spike, STORY_TIME)) as [Alert];

describe('what a screen saw before it was loaded again', () => {
  it('is known again, by board, with its kind', () => {
    keep('main', { since: STORY_TIME, recovered: [stalled, failed] });
    expect(recall('main')).toEqual({ since: STORY_TIME, recovered: [stalled, failed] });
    expect(recall('other')).toBeNull();
  });

  it('was failures without an incident where an older page kept it with neither', () => {
    const { kind: _, incident: __, ...old } = failed;
    sessionStorage.setItem('tillwatch.seen.main', JSON.stringify({ since: STORY_TIME, recovered: [old] }));
    expect(recall('main')?.recovered).toEqual([{ ...failed, kind: 'failure_rate', incident: null }]);
  });

  it.each([
    ['a kind that nobody knows', { kind: 'weather' }],
    ['no segment', { segment: undefined }],
    ['no stage', { stage: null }],
    ['no counts', { total: '40' }],
    ['no end', { recoveredAt: null }],
  ])('is forgotten with %s', (_, changes) => {
    sessionStorage.setItem('tillwatch.seen.main', JSON.stringify({ since: STORY_TIME, recovered: [{ ...stalled, ...changes }, failed] }));
    expect(recall('main')?.recovered).toEqual([failed]);
  });

  it('is nothing where nothing readable was kept', () => {
    sessionStorage.setItem('tillwatch.seen.main', '{');
    expect(recall('main')).toBeNull();
  });
});
