import { TierClock } from '@tillwatch/windows';
import { VolumeWatch } from './volume-watch.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const segment = { tenant: 'default', journey: 'checkout', stage: 'authorisation', segment: {}, series: 1, depth: 0, parent: 1 } as const;
/** Five days of ten a second. */
const past = Array.from({ length: 120 }, (_, i) => ({
  ...{ hourOfDay: i % 24, dayAge: (i + 2) / 24, total: 36_000, failed: 0, declined: 0, abandoned: 0 },
}));

it('judges no span in which for a moment not everything had arrived, be that long over at its end', () => {
  const watch = new VolumeWatch(
    new TierClock('Asia/Seoul'),
    () => true,
    () => ({}),
  );
  watch.rebuild([segment], new Map([[segment.series, past]]), START);
  let now = START;
  const pass = (comes: boolean, lateAt?: number) => {
    for (let second = 1; second <= 10; second++) {
      now += 1_000;
      watch.hear(segment, comes ? 10 : 0, now);
      watch.tick(now, second !== lateAt);
    }
    return watch.verdict(segment.series);
  };
  for (let time = 0; time < 30; time++) pass(true);
  for (let time = 0; time < 30; time++) expect(pass(false, 3)).toMatchObject({ state: 'normal', reason: 'data_late' });
  expect(pass(true, 10)).toMatchObject({ reason: 'data_late' });
  expect(pass(true)).toMatchObject({ state: 'normal', reason: 'within_usual' });
  for (let time = 0; time < 30; time++) pass(false);
  expect(watch.firing).toMatchObject([{ segment: { series: segment.series } }]);
});
