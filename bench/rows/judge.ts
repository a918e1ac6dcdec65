import { JudgedShop } from '../judged-shop.js';
import { median, quantile, type Row } from '../report.js';

const SERIES = 100_000;
/** Ticks until every series has had its turn, and those that are measured: five minutes, after which everything that judging does comes round again. */
const [WARM_UP, MEASURED] = [60, 300];
const ALLOWED_MS = 50;

/** CPU that judging takes a second (of all threads, garbage collection included), and the memory that it keeps. */
export async function judgeRows(): Promise<Row[]> {
  const before = heapBytes();
  const shop = new JudgedShop(SERIES);
  const counted = heapBytes();
  await shop.learn();
  const times: number[] = [];
  for (let tick = 0; tick < WARM_UP + MEASURED; tick++) {
    const now = shop.second();
    const from = process.cpuUsage();
    shop.judge.tick(now);
    shop.judge.noteworthy();
    const { user, system } = process.cpuUsage(from);
    if (tick >= WARM_UP) times.push((user + system) / 1_000);
  }
  const kept = heapBytes() - counted;
  const what = `CPU of judging ${shop.judge.size.toLocaleString('en-US')} series for a second`;
  const limit = { what: 'allowed', value: ALLOWED_MS };
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  const [outcomes, news] = [shop.perSecond, shop.withNews].map((n) => Math.round(n).toLocaleString('en-US'));
  const note = `${outcomes} outcomes a second in all series, news of ${news}; p50 ${median(times).toFixed(1)}, p95 ${quantile(times, 0.95).toFixed(1)} ms`;
  return [
    { id: 'judge', what, value: mean, unit: 'ms', limit, goal: { atMost: 1 }, note },
    {
      id: 'judge memory',
      what: 'memory of one judged series, all its signals',
      value: kept / shop.judge.size / 1_024,
      unit: 'kB',
      note: `its counts and names besides: ${((counted - before) / shop.judge.size / 1_024).toFixed(1)} kB`,
    },
  ];
}

/** What is in use after a collection, where the process may ask for one (node --expose-gc). */
function heapBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
