import { WHOLE_ATTEMPT, type Counts } from '@tillwatch/domain';
import { CountedInstallation, SPEC_START, specEvent, specJourney } from '@tillwatch/testing';
import { recordOf } from './attempt-record.js';
import { readCounts, readSeries } from './stage-counts.js';

const SECOND = 1_000;
/** Every stage's in the spec's journey. */
const DEADLINE = 600 * SECOND;

describe('an attempt of which nothing comes', () => {
  let own: CountedInstallation;
  beforeEach(async () => {
    own = await new CountedInstallation(process.env['TILLWATCH_TEST_REDIS'] ?? '').open();
  });
  afterEach(() => own.close());

  /** Lets the clock show a time after the start; the log hears of it. */
  async function at(ms: number): Promise<void> {
    own.clock.time = SPEC_START + ms;
    await own.tick();
    await own.stored();
  }

  async function restart(): Promise<void> {
    await own.counting.stop();
    own.count();
    await own.stored();
  }

  async function counts(stage: string): Promise<Counts | undefined> {
    const range = { from: SPEC_START / 1000 - 600, to: SPEC_START / 1000 + 3_600 };
    const of = { tenant: 'default', journey: specJourney, stage, by: [], filters: [], range, now: own.clock.time / 1000 };
    return (await readCounts(own.reader, of))[0]?.counts;
  }

  const started = { stage: 'authorisation', outcome: 'started', attempt: 'slow' } as const;

  it('is abandoned at its deadline, not a step before, whatever restarts in between', async () => {
    await own.ledger.append([specEvent(SPEC_START + 3 * SECOND, started)]);
    for (const ms of [60, 300, 590, 600].map((seconds) => seconds * SECOND)) {
      await at(ms);
      await restart();
      expect(await counts('authorisation')).toMatchObject({ started: 1, abandoned: 0 });
    }
    await restart();
    await at(DEADLINE + 3 * SECOND + 7 * SECOND);
    expect(await counts('authorisation')).toMatchObject({ started: 1, abandoned: 1, stalled: 0 });
    expect(await counts(WHOLE_ATTEMPT)).toMatchObject({ started: 1, abandoned: 1 });
    const { fold } = own.counting;
    const row = fold?.attempts.changed.of(Math.floor(SPEC_START / 60_000))[0] ?? -1;
    if (fold === undefined) throw new Error('Nothing is counted.');
    expect(recordOf(fold, fold.attempts, row)).toMatchObject({
      outcome: 'abandoned',
      outcomeAt: (SPEC_START + 3 * SECOND + DEADLINE) / 1000,
    });
  });

  it('is taken back by a late approval, in both numbers and in the chart, also after a restart', async () => {
    await own.ledger.append([
      specEvent(SPEC_START, { ...started, stage: 'completion' }),
      specEvent(SPEC_START, { stage: 'window', outcome: 'started', attempt: 'left' }),
    ]);
    await at(DEADLINE + 10 * SECOND);
    expect(await counts('completion')).toMatchObject({ abandoned: 1, ok: 0 });
    expect(await counts(WHOLE_ATTEMPT)).toMatchObject({ abandoned: 2, ok: 0 });
    await restart();
    await own.ledger.append([specEvent(SPEC_START + 45 * SECOND, { stage: 'completion', attempt: 'slow', reporter: 'provider' })]);
    await own.stored();
    expect(await counts('completion')).toMatchObject({ abandoned: 0, ok: 1 });
    expect(await counts(WHOLE_ATTEMPT)).toMatchObject({ abandoned: 1, ok: 1 });
    const from = SPEC_START / 1000;
    const of = { tenant: 'default', journey: specJourney, stage: WHOLE_ATTEMPT, by: [], filters: [], now: own.clock.time / 1000 };
    const steps = { starts: Array.from({ length: 11 }, (_, minute) => from + minute * 60), coarsest: '1m' as const };
    const [series] = await readSeries(own.reader, { ...of, range: { from, to: from + 660 } }, steps);
    const byMinute = new Map(series?.points.map((point) => [(point.at - from) / 60, point.counts]));
    expect(byMinute.get(0)).toMatchObject({ started: 2, ok: 1 });
    expect(byMinute.get(10)).toMatchObject({ abandoned: 1 });
  });

  it('is not left by a page that goes out of sight, and is by a customer who says so', async () => {
    const page = { stage: 'window', reporter: 'page', outcome: 'abandoned' } as const;
    await own.ledger.append([
      specEvent(SPEC_START, { ...page, attempt: 'hidden' }),
      specEvent(SPEC_START, { ...page, attempt: 'cancelled', final: true }),
    ]);
    await at(50 * SECOND);
    expect(await counts(WHOLE_ATTEMPT)).toMatchObject({ started: 2, abandoned: 1 });
    expect(own.counting.fold?.openAttempts('default', 'checkout')).toBe(1);
  });
});
