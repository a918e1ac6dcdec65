import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../report.js';
import { WallPage } from '../screen/wall-page.js';
import { ServerProcess } from '../server-process.js';
import { SteadyTraffic } from '../steady-traffic.js';

const MINUTES = 30;
/** A wall fills its hour of trends and warms up first; what it needs then is no growth. */
const WARM_MINUTES = 3;
const MINUTE_MS = 60_000;
const ALLOWED_MB_PER_HOUR = 2;

/** How fast the wall's JavaScript heap grows in a real Chromium while the shop is open, by a straight line through its minutes. */
export async function heapRows(): Promise<Row[]> {
  const server = await ServerProcess.start();
  const wall = await WallPage.open(server.url);
  const traffic = new SteadyTraffic({ port: server.port, key: await server.key() }, (MINUTES + WARM_MINUTES + 1) * 60);
  try {
    const heaps: number[] = [];
    await sleep(WARM_MINUTES * MINUTE_MS);
    for (let minute = 0; minute <= MINUTES; minute++) {
      if (minute > 0) await sleep(MINUTE_MS);
      heaps.push((await wall.heap()) / 1e6);
    }
    return [
      {
        id: 'heap',
        what: `growth of the wall’s heap over ${MINUTES} minutes at ${SteadyTraffic.perSecond} events/s`,
        value: slope(heaps) * 60,
        unit: 'MB/h',
        limit: { what: 'allowed', value: ALLOWED_MB_PER_HOUR },
        goal: { atMost: 1 },
        note: `after collection, by the minute: ${heaps.map((heap) => heap.toFixed(2)).join(' ')} MB`,
      },
    ];
  } finally {
    await traffic.close();
    await wall.close();
    await server.stop();
  }
}

/** Slope of the straight line that fits best (least squares), per step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0);
  return rise / values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
}
