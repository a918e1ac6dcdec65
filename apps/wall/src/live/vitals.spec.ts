import { ServerClock, Stopwatch } from './server-clock.js';
import { canJudge, judgementAge, vitalsOf, type Measured } from './vitals.js';

const well: Measured = { silence: 400, dataAge: 2_300, detectorAge: 900, selfTestAge: 31_000, unjudged: false, refused: false };
const judged = (changes: Partial<Measured>) => vitalsOf({ ...well, ...changes });

describe('how alive the chain is', () => {
  it('trusts a chain whose every link is heard', () => {
    expect(judged({})).toMatchObject({ link: 'live', data: 'fresh', detector: 'alive' });
    expect(canJudge(judged({}))).toBe(true);
  });

  it.each([
    [2_999, 'live', 'fresh'],
    [3_000, 'late', 'fresh'],
    [9_999, 'late', 'fresh'],
    [10_000, 'down', 'stale'],
    [60_000, 'down', 'gone'],
  ] as const)('calls a silence of %i ms %s and its data %s', (silence, link, data) => {
    expect(judged({ silence })).toMatchObject({ link, data });
  });

  it.each([
    [14_999, 'fresh', true],
    [15_000, 'stale', false],
    [60_000, 'gone', false],
  ] as const)('calls data %i ms old %s, however alive the server is', (dataAge, data, judgeable) => {
    expect(judged({ dataAge }).data).toBe(data);
    expect(canJudge(judged({ dataAge }))).toBe(judgeable);
  });

  it.each([
    [129_999, 'alive', 2_300],
    [130_000, 'dead', 130_000],
  ] as const)('calls a detector whose last self-test is %i ms old %s, however busy it says it is', (selfTestAge, detector, age) => {
    expect(judged({ selfTestAge }).detector).toBe(detector);
    expect(judgementAge(judged({ selfTestAge }))).toBe(age);
  });

  it('asks for no self-test where none are made', () => {
    expect(judged({ selfTestAge: null }).detector).toBe('alive');
  });

  it.each([
    [14_999, 'alive'],
    [15_000, 'late'],
    [60_000, 'dead'],
  ] as const)('calls a detector silent for %i ms %s', (detectorAge, detector) => {
    expect(judged({ detectorAge }).detector).toBe(detector);
  });

  it.each([
    [0, 'late'],
    [59_999, 'late'],
    [60_000, 'dead'],
  ] as const)('cannot judge while nobody does: after %i ms the detector is %s', (detectorAge, detector) => {
    const vitals = judged({ unjudged: true, detectorAge });
    expect(vitals.detector).toBe(detector);
    expect(canJudge(vitals)).toBe(false);
  });

  it('dates what is judged by the older of the data and a round that is late', () => {
    expect(judgementAge(judged({}))).toBe(2_300);
    expect(judgementAge(judged({ unjudged: true, detectorAge: 8_000 }))).toBe(8_000);
    expect(judgementAge(judged({ dataAge: 30_000, detectorAge: 20_000 }))).toBe(30_000);
  });

  it('knows nothing of data before the first picture', () => {
    expect(judged({ dataAge: null, silence: 20_000 })).toMatchObject({ data: 'none', link: 'down' });
  });

  it('tells being refused from being cut off', () => {
    expect(judged({ refused: true, silence: 90_000 }).link).toBe('refused');
  });
});

describe('local time', () => {
  const time = { steady: 1_000, date: 5_000_000, monotonic: () => time.steady, wall: () => time.date };

  it('counts an hour asleep as an hour, though the steady clock stood still', () => {
    const watch = new Stopwatch(time);
    time.date += 3_600_000;
    expect(watch.elapsed()).toBe(3_600_000);
  });

  it('is not fooled by a clock set back', () => {
    const watch = new Stopwatch(time);
    time.date -= 86_400_000;
    time.steady += 7_000;
    expect(watch.elapsed()).toBe(7_000);
  });

  it('shows the time of the server, never its own', () => {
    const clock = new ServerClock(time);
    expect(clock.now()).toBeNull();
    clock.set(1_700_000_000_000);
    time.steady += 1_500;
    expect(clock.now()).toBe(1_700_000_001_500);
  });
});
