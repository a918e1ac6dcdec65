import { setTimeout as sleep } from 'node:timers/promises';
import { closedLoop, eventsRequest } from '../http-load.js';
import type { Row } from '../report.js';
import { WallPage } from '../screen/wall-page.js';
import { ServerProcess } from '../server-process.js';
import { drawTraffic } from '../traffic.js';

const MINUTES = 30;
/** A wall fills its hour of trends and warms up first; what it needs then is no growth. */
const WARM_MINUTES = 3;
const PER_SECOND = 40;
const ALLOWED_MB_PER_HOUR = 2;

/** How fast the wall's JavaScript heap grows in a real Chromium while the shop is open, by a straight line through its minutes. */
export async function heapRows(): Promise<Row[]> {
  const server = await ServerProcess.start();
  const wall = await WallPage.open(server.url, { noting: false });
  try {
    const target = { port: server.port, key: await server.key() };
    const seconds = (MINUTES + WARM_MINUTES) * 60;
    const events = drawTraffic({ events: seconds * PER_SECOND, merchants: 1_000, until: Date.now(), perSecond: PER_SECOND });
    const heaps: number[] = [];
    const started = performance.now();
    for (let second = 0; second < seconds; second++) {
      await sleep(Math.max(0, started + second * 1000 - performance.now()));
      const occurredAt = new Date().toISOString();
      const batch = events.slice(second * PER_SECOND, (second + 1) * PER_SECOND).map((event) => ({ ...event, occurredAt }));
      await closedLoop(server.port, [eventsRequest(target, JSON.stringify(batch))], 1);
      if (second >= WARM_MINUTES * 60 && second % 60 === 0) heaps.push((await wall.heap()) / 1e6);
    }
    heaps.push((await wall.heap()) / 1e6);
    return [
      {
        id: 'heap',
        what: `growth of the wall’s heap over ${MINUTES} minutes at ${PER_SECOND} events/s`,
        value: slope(heaps) * 60,
        unit: 'MB/h',
        limit: { what: 'allowed', value: ALLOWED_MB_PER_HOUR },
        goal: { atMost: 1 },
        note: `after collection, by the minute: ${heaps.map((heap) => heap.toFixed(2)).join(' ')} MB`,
      },
    ];
  } finally {
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
