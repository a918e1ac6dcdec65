import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { FromSender, ToSender, Way } from '../delivery/protocol.js';
import { median, type Row } from '../report.js';

const VIEWERS = 500;
const RUNS = 3;

/** CPU that one message to one screen costs the sending process: Socket.IO next to a plain loop over WebSockets. */
export async function deliveryRows(): Promise<Row[]> {
  const costs: Record<Way, number[]> = { 'socket.io': [], ws: [] };
  for (let run = 0; run < RUNS; run++) for (const way of ['ws', 'socket.io'] as const) costs[way].push(await costOf(way));
  return [
    {
      id: 'delivery',
      what: `a tick to each of ${VIEWERS} screens, four a second`,
      value: median(costs['socket.io']),
      unit: 'µs CPU/delivery',
      limit: { what: 'plain WebSockets', value: median(costs.ws) },
      goal: { atMost: 1.3 },
    },
  ];
}

async function costOf(way: Way): Promise<number> {
  const sender = fork(join(import.meta.dirname, '../delivery/sender.js'), [way], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const closings: (() => void)[] = [];
  try {
    const opened = await next(sender);
    if (!('port' in opened)) throw new Error('The sender did not tell its port.');
    const view = way === 'ws' ? viewPlainly : viewBySocketIo;
    for (let i = 0; i < VIEWERS; i++) closings.push(await view(opened.port));
    sender.send({ viewers: VIEWERS } satisfies ToSender);
    const told = await next(sender);
    if (!('microsecondsPerDelivery' in told)) throw new Error('The sender did not tell its cost.');
    return told.microsecondsPerDelivery;
  } finally {
    closings.forEach((close) => close());
    sender.kill();
  }
}

async function next(sender: ChildProcess): Promise<FromSender> {
  const ended = once(sender, 'exit').then(([code]) => Promise.reject(new Error(`The sender ended with status ${String(code)}.`)));
  const [message] = (await Promise.race([once(sender, 'message'), ended])) as [FromSender];
  ended.catch(() => undefined);
  return message;
}

async function viewPlainly(port: number): Promise<() => void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
  await once(socket, 'open');
  return () => socket.terminate();
}

function viewBySocketIo(port: number): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const socket = io(`http://127.0.0.1:${port}/live`, { transports: ['websocket'], forceNew: true });
    socket.on('connect', () => resolve(() => void socket.disconnect()));
    socket.on('connect_error', reject);
  });
}
