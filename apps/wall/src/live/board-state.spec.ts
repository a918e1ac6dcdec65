import type { TrendPoint, WallTick } from '@tillwatch/contract';
import { snapshotOf, updateOf } from '../../test/fixture/numbers.js';
import { STORIES, STORY_TIME, tileOf } from '../../test/fixture/stories.js';
import { applyTick, fromSnapshot, TREND_MINUTES, type BoardState } from './board-state.js';

const MINUTE = 60_000;
const state = fromSnapshot(snapshotOf(STORIES.calm, { seq: 7, now: STORY_TIME, watermark: STORY_TIME - 2_000, build: 'b' }));

function tick(changes: Partial<WallTick>): WallTick {
  const detector = { judged10s: 12, at: STORY_TIME };
  return { seq: 8, serverTime: STORY_TIME + 250, watermark: STORY_TIME - 1_750, tiles: [], trends: {}, detector, payingNow: 7, ...changes };
}

function applied(changes: Partial<WallTick>): BoardState {
  const result = applyTick(state, tick(changes));
  if (result.kind !== 'applied') throw new Error(`expected the tick to be applied, it was ${result.kind}`);
  return result.state;
}

function point(like: TrendPoint | undefined, later: number): TrendPoint {
  if (!like) throw new Error('the story has fewer minutes than this spec needs');
  return { ...like, at: like.at + later, total: 999 };
}

describe('the numbers of a board', () => {
  it('takes the tick that follows and keeps what the tick does not mention', () => {
    const card = updateOf({ ...tileOf(STORIES.calm, 'card'), usual: 0.5 }, STORY_TIME, 300);
    const next = applied({ tiles: [card] });
    expect(next.seq).toBe(8);
    expect(next.watermark).toBe(STORY_TIME - 1_750);
    expect(next.tiles.get('card')).toBe(card);
    expect(next.tiles.get('transfer')).toBe(state.tiles.get('transfer'));
    expect(next.headline).toBe(state.headline);
    expect(next.alerts).toBe(state.alerts);
    expect(next.payingNow).toBe(7);
  });

  it('asks for a snapshot when a number is missing', () => {
    expect(applyTick(state, tick({ seq: 9 })).kind).toBe('gap');
  });

  it('ignores what it knows already', () => {
    expect(applyTick(state, tick({ seq: 7 })).kind).toBe('old');
  });

  it('puts a late minute in its place and lets the oldest go', () => {
    const known = state.trends.get('card') ?? [];
    const [late, running] = [point(known[10], 0), point(known.at(-1), MINUTE)];
    const points = applied({ trends: { card: [late, running] } }).trends.get('card') ?? [];
    expect(points).toHaveLength(TREND_MINUTES);
    expect(points.find(({ at }) => at === late.at)).toBe(late);
    expect(points.at(-1)).toBe(running);
    expect(points[0]?.at).toBe(known[1]?.at);
  });

  it('notices the first event without being told again', () => {
    const empty = fromSnapshot(snapshotOf(STORIES.empty, { seq: 7, now: STORY_TIME, watermark: STORY_TIME, build: 'b' }));
    expect(empty.hasEvents).toBe(false);
    const result = applyTick(empty, tick({ tiles: [updateOf(tileOf(STORIES.calm, 'opened'), STORY_TIME, 300)] }));
    expect(result).toMatchObject({ kind: 'applied', state: { hasEvents: true } });
  });
});
