import type { Alert, TileState, TileUpdate } from '@tillwatch/contract';
import { alertsOf, updateOf } from '../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME, tileOf } from '../../../test/fixture/stories.js';
import { CutLog, RecoveryMarks, withRecoveries } from './history.js';
import { RateHold } from './rate-hold.js';

const MINUTE = 60_000;
const base = updateOf(tileOf(STORIES.calm, 'card'), STORY_TIME, 300);
function tile(failed: number, total: number, state: TileState = 'normal'): TileUpdate {
  return { ...base, state, numbers: { ...base.numbers, failed, total, rate: failed / total } };
}

describe('rates that hardly move', () => {
  it('stay for five seconds while they move by less than a percentage point, counts and all', () => {
    const hold = new RateHold();
    const first = tile(20, 1_000);
    expect(hold.show(first, 0)).toBe(first);
    expect(hold.show(tile(25, 1_001), 1_000)).toBe(first);
    expect(hold.show(tile(26, 1_002), 4_999).numbers.total).toBe(1_000);
    expect(hold.show(tile(26, 1_002), 5_000).numbers.total).toBe(1_002);
  });

  it('move at once by a percentage point or with a change of state or of what it is about', () => {
    const hold = new RateHold();
    hold.show(tile(20, 1_000), 0);
    expect(hold.show(tile(31, 1_000), 1_000).numbers.failed).toBe(31);
    expect(hold.show(tile(32, 1_000, 'watch'), 2_000).numbers.failed).toBe(32);
    expect(hold.show({ ...tile(33, 1_000, 'watch'), kind: 'stalled' }, 2_500).kind).toBe('stalled');
  });

  it('never holds counts that stand for a rate', () => {
    const hold = new RateHold();
    hold.show(tile(1, 8), 0);
    expect(hold.show(tile(1, 9), 1_000).numbers.total).toBe(9);
  });
});

describe('the mark of recovery', () => {
  it('stays for five minutes after the detector says normal', () => {
    const marks = new RecoveryMarks();
    expect(marks.show(tile(300, 1_000, 'critical'), 0)).toBe('critical');
    expect(marks.show(tile(20, 1_000, 'recovering'), 1_000)).toBe('recovering');
    expect(marks.show(tile(20, 1_000), 2_000)).toBe('recovering');
    expect(marks.show(tile(20, 1_000), 2_000 + 5 * MINUTE - 1)).toBe('recovering');
    expect(marks.show(tile(20, 1_000), 2_000 + 5 * MINUTE)).toBe('normal');
  });

  it('is not given for a watch, nor to a tile first seen as normal, and gives way to a new rise', () => {
    const marks = new RecoveryMarks();
    expect(marks.show(tile(20, 1_000), 0)).toBe('normal');
    marks.show(tile(20, 1_000, 'watch'), 1_000);
    expect(marks.show(tile(20, 1_000), 2_000)).toBe('normal');
    marks.show(tile(300, 1_000, 'warning'), 3_000);
    marks.show(tile(20, 1_000), 4_000);
    marks.show(tile(300, 1_000, 'warning'), 5_000);
    expect(marks.show(tile(300, 1_000, 'warning'), 6_000)).toBe('warning');
  });
});

describe('what a screen has seen', () => {
  const [alert] = alertsOf(STORIES.spike, STORY_TIME) as [Alert];
  const none = { since: STORY_TIME, recovered: [] };

  it('remembers an alert that went, with the time it saw it go', () => {
    const seen = withRecoveries(none, { before: [alert], after: [], now: STORY_TIME });
    expect(seen.recovered).toEqual([{ ...alert, recoveredAt: STORY_TIME }]);
  });

  it('takes the end the server gives', () => {
    const over = { ...alert, state: 'recovering', recoveredAt: STORY_TIME - 9_000 } as const;
    expect(withRecoveries(none, { before: [alert], after: [over], now: STORY_TIME }).recovered[0]?.recoveredAt).toBe(STORY_TIME - 9_000);
  });

  it('invents nothing: a watch that goes is no recovery, and what comes back is none any more', () => {
    const watch = { ...alert, state: 'watch' } as const;
    expect(withRecoveries(none, { before: [watch], after: [], now: STORY_TIME })).toBe(none);
    const seen = withRecoveries(none, { before: [alert], after: [], now: STORY_TIME });
    expect(withRecoveries(seen, { before: [], after: [alert], now: STORY_TIME }).recovered).toEqual([]);
  });

  it('takes a rise whose start is estimated anew for the same one', () => {
    const replayed = { ...alert, since: alert.since + 20_000 };
    expect(withRecoveries(none, { before: [alert], after: [replayed], now: STORY_TIME })).toBe(none);
    const building = { ...replayed, state: 'watch' } as const;
    expect(withRecoveries(none, { before: [alert], after: [building], now: STORY_TIME })).toBe(none);
    const over = { state: 'recovering', recoveredAt: STORY_TIME } as const;
    const seen = withRecoveries(none, { before: [alert], after: [{ ...alert, ...over }], now: STORY_TIME });
    const again = withRecoveries(seen, { before: [], after: [{ ...replayed, ...over }], now: STORY_TIME + 1_000 });
    expect(again.recovered).toEqual([{ ...replayed, ...over }]);
    expect(withRecoveries(again, { before: [], after: [replayed], now: STORY_TIME + 2_000 }).recovered).toEqual([]);
  });

  it('keeps a rise that is over beside a later one at the same place', () => {
    const seen = withRecoveries(none, { before: [alert], after: [], now: STORY_TIME });
    const next = { ...alert, since: STORY_TIME + MINUTE };
    expect(withRecoveries(seen, { before: [], after: [next], now: STORY_TIME + 2 * MINUTE })).toBe(seen);
    const both = withRecoveries(seen, { before: [next], after: [], now: STORY_TIME + 3 * MINUTE });
    expect(both.recovered.map(({ since }) => since)).toEqual([next.since, alert.since]);
  });

  it('remembers a day', () => {
    const ended = [1, 2, 3, 4].map((i) => ({
      ...alert,
      id: `a${String(i)}`,
      recoveredAt: STORY_TIME - i * MINUTE,
      state: 'recovering' as const,
    }));
    const seen = withRecoveries(none, { before: [], after: ended, now: STORY_TIME });
    expect(seen.recovered.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3', 'a4']);
    const later = withRecoveries(seen, { before: [alert], after: [], now: STORY_TIME + 24 * 60 * MINUTE });
    expect(later.recovered.map(({ id }) => id)).toEqual([alert.id]);
  });

  it('tells of its own blindness for ten minutes', () => {
    const cuts = new CutLog();
    expect(cuts.note(STORY_TIME, STORY_TIME + 10_000)).toBe(false);
    expect(cuts.note(STORY_TIME + 5, STORY_TIME + 60_000)).toBe(false);
    expect(cuts.note(null, STORY_TIME + 102_000)).toBe(true);
    expect(cuts.recent(STORY_TIME + 103_000)).toEqual({ from: STORY_TIME, to: STORY_TIME + 102_000 });
    expect(cuts.recent(STORY_TIME + 102_000 + 10 * MINUTE)).toBeNull();
  });
});
