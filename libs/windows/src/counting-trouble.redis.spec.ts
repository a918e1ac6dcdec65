import type { StageEvent } from '@tillwatch/domain';
import { CountedInstallation, SPEC_START, specEvent, specJourney, until } from '@tillwatch/testing';
import { liveWindow } from './live-window.js';
import { RangeNotAlignedError, readCounts } from './stage-counts.js';
import { LEASE_TTL_MS, SliceStore } from './slice-store.js';
import { readStoredCounts } from './stored-counts.js';

const HOUR = 3_600_000;

/** Holds up the next call of a method of the store until it is let go. */
function holdUp(method: 'takeOver' | 'readSlices'): { readonly reached: () => boolean; readonly letGo: () => void } {
  let letGo: () => void = () => undefined;
  let reached = false;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const own: unknown = Reflect.get(SliceStore.prototype, method);
  jest.spyOn(SliceStore.prototype, method).mockImplementationOnce(async function (this: SliceStore, ...args: unknown[]) {
    reached = true;
    const answer: unknown = await (own as (...args: unknown[]) => unknown).apply(this, args);
    await gate;
    return answer as never;
  });
  return { reached: () => reached, letGo };
}

describe('counting in trouble', () => {
  let own: CountedInstallation;
  beforeEach(async () => {
    own = await new CountedInstallation(process.env['TILLWATCH_TEST_REDIS'] ?? '').open();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await own.close();
  });

  it.each([
    ['held by another process', 'somebody else'],
    ['free', null],
  ])('stops although the lease was being asked for, when it is %s', async (_, holder) => {
    await own.stored();
    await own.counting.stop();
    if (holder !== null) await own.redis.set(own.keys.lease, holder);
    const asked = holdUp('takeOver');
    own.count(false);
    await until(asked.reached);
    const stopped = own.counting.stop();
    asked.letGo();
    await stopped;
    expect(own.counting.state).toBe('stopped');
    await until(async () => (await own.redis.get(own.keys.lease)) === holder);
    expect(own.faults).toEqual([]);
  });

  it('lets a snapshot that is under way end before it reads back, so that nothing is lost between the two', async () => {
    await own.ledger.append([specEvent(SPEC_START)]);
    await own.stored();
    own.clock.time += 60_000;
    const reading = holdUp('readSlices');
    await own.ledger.append([specEvent(own.clock.time)]);
    expect(await own.counting.caughtUp(5_000)).toBe(true);
    const written = own.counting.snapshots?.write().catch((error: unknown) => error);
    await until(reading.reached);
    own.breakLog();
    await until(() => own.faults.length > 0);
    reading.letGo();
    expect(await written).toBeInstanceOf(Error);
    await own.ledger.append([specEvent(own.clock.time)]);
    await own.stored();
    const stored = await readStoredCounts(own.redis, own.keys, '10s');
    expect(stored.get(`authorisation||${SPEC_START / 1000}|ok`)).toBe(1);
    expect(stored.get(`authorisation||${own.clock.time / 1000}|ok`)).toBe(2);
  });

  it('keeps the lease while readers hold, and lets an overdue snapshot go before further readers', async () => {
    await own.stored();
    const writer = own.counting.snapshots;
    if (writer === undefined) throw new Error('Nothing is counted.');
    const release = await writer.hold();
    const before = writer.number ?? 0;
    await own.ledger.append([specEvent(own.clock.time)]);
    expect(await own.counting.caughtUp(5_000)).toBe(true);
    await own.redis.pexpire(own.keys.lease, 60_000);
    own.clock.time += 5_000;
    writer.tick(own.clock.time);
    await until(async () => (await own.redis.pttl(own.keys.lease)) <= LEASE_TTL_MS);
    expect(LEASE_TTL_MS).toBeLessThanOrEqual(8_000);
    const second = writer.hold();
    release();
    await until(() => {
      writer.tick(own.clock.time);
      return (writer.number ?? 0) > before;
    });
    (await second)();
    expect(own.faults).toEqual([]);
  });

  it.each([0.25, 9])('shows what happens after the clock was %d h ahead and is set right', async (hours) => {
    own.clock.time += hours * HOUR;
    await own.ledger.append([specEvent(own.clock.time)]);
    await own.stored();
    own.clock.time = SPEC_START + 60_000;
    await own.ledger.append([0, 10, 20].map((s) => specEvent(own.clock.time - s * 1000)));
    await own.stored();
    await own.stored();
    const { fold } = own.counting;
    if (fold === undefined) throw new Error('Nothing is counted.');
    const now = own.clock.time / 1000;
    const series = fold.seriesOf({ tenant: 'default', journey: 'checkout', stage: 'authorisation' }, {});
    expect(liveWindow(fold, series, 300, now + 1).counts.ok).toBe(3);
    const range = { from: now - 290, to: now + 10 };
    const asked = { tenant: 'default', journey: specJourney, stage: 'authorisation', by: [], filters: [], range, now };
    const answer = await readCounts(own.reader, asked).catch((error: unknown) => error);
    if (hours < 6) expect(answer).toMatchObject([{ counts: { ok: 3 } }]);
    else expect(answer).toBeInstanceOf(RangeNotAlignedError);
  });

  it('takes nothing back from a combination that was added to the journey later', async () => {
    const dimensions = { provider: 'kg', method: 'card' };
    const report = (over: object): StageEvent[] => ['a', 'b'].map((id) => specEvent(SPEC_START, { attempt: id, dimensions, ...over }));
    await own.ledger.append(report({ outcome: 'failed', failureClass: 'system' }));
    await own.stored();
    await own.counting.stop();
    own.count(true, { ...specJourney, cuboids: [...specJourney.cuboids, { dimensions: ['method'], keep: 'long' }] });
    own.clock.time += 10 * 60_000;
    await own.ledger.append([...report({ outcome: 'ok', revision: 1 }), specEvent(own.clock.time, { dimensions })]);
    await own.stored();
    const stored = await readStoredCounts(own.redis, own.keys, '10s');
    const at = (segment: string, ms: number): unknown =>
      ['system', 'ok'].map((column) => stored.get(`authorisation|${segment}|${ms / 1000}|${column}`));
    expect(at('provider=kg', SPEC_START)).toEqual([undefined, 2]);
    expect(at('method=card', SPEC_START)).toEqual([undefined, undefined]);
    expect(at('method=card', own.clock.time)).toEqual([undefined, 1]);
  });

  it('goes on writing when the clock is set back', async () => {
    await own.ledger.append([specEvent(own.clock.time)]);
    await own.stored();
    const before = own.counting.snapshots?.number ?? 0;
    own.clock.time -= 60_000;
    await own.ledger.append([specEvent(own.clock.time)]);
    expect(await own.counting.caughtUp(5_000)).toBe(true);
    own.counting.snapshots?.tick(own.clock.time);
    own.clock.time += 3_000;
    await until(() => {
      own.counting.snapshots?.tick(own.clock.time);
      return (own.counting.snapshots?.number ?? 0) > before;
    });
    expect(own.faults).toEqual([]);
  });
});
