import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../report.js';
import { WallPage } from '../screen/wall-page.js';
import { ServerProcess } from '../server-process.js';
import { SteadyTraffic } from '../steady-traffic.js';

/** A stick in the back of a television is about this many times slower than a desk's computer. */
const SLOWER = 6;
const SETTLE_MS = 15_000;
const SECONDS = 300;
const ALLOWED = { firstNumberMs: 1_500, threadMsPerSecond: 100, longTasks: 3, shift: 0.01 };

/** What the calm wall costs a slow machine, and how soon it shows a number to one that has nothing of it yet. */
export async function wallRows(): Promise<Row[]> {
  const server = await ServerProcess.start();
  const traffic = new SteadyTraffic({ port: server.port, key: await server.key() }, SECONDS + 120);
  await sleep(SETTLE_MS);
  const wall = await WallPage.open(server.url);
  try {
    const firstNumberMs = await wall.firstNumber();
    await sleep(SETTLE_MS);
    await wall.slowDown(SLOWER);
    const before = await wall.work();
    await sleep(SECONDS * 1000);
    const after = await wall.work();
    const longTasks = after.longTasks.slice(before.longTasks.length);
    const slow = `in ${SECONDS / 60} minutes, ${SLOWER} times slower`;
    return [
      row('wall-first', 'first number, nothing in the cache', { value: firstNumberMs, unit: 'ms', allowed: ALLOWED.firstNumberMs }),
      row('wall-thread', `main thread of the wall, ${SLOWER} times slower`, {
        value: ((after.taskSeconds - before.taskSeconds) * 1000) / SECONDS,
        unit: 'ms/s',
        allowed: ALLOWED.threadMsPerSecond,
      }),
      {
        ...row('wall-long', `tasks of more than 50 ms ${slow}`, { value: longTasks.length, unit: 'tasks', allowed: ALLOWED.longTasks }),
        note: `longest ${Math.round(Math.max(0, ...longTasks))} ms; ${after.nodes - before.nodes} nodes more`,
      },
      row('wall-shift', `layout shift ${slow}`, { value: after.shift - before.shift, unit: '', allowed: ALLOWED.shift }),
    ];
  } finally {
    await traffic.close();
    await wall.close();
    await server.stop();
  }
}

function row(id: string, what: string, { value, unit, allowed }: { value: number; unit: string; allowed: number }): Row {
  return { id, what, value, unit, limit: { what: 'allowed', value: allowed }, goal: { atMost: 1 } };
}
