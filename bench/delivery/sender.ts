// Sends the wall's ticks to whoever is connected and tells what that cost. Argument: socket.io or ws.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';
import type { FromSender, ToSender, Way } from './protocol.js';

const TICK_MS = 250;
const WARM_TICKS = 20;
const TICKS = 60;
const ROOM = 'wall';

/** About what a tick of the shipped board weighs when all tiles changed. */
const tick = {
  seq: 1,
  tiles: Array.from({ length: 8 }, (_, i) => ({ id: `tile-${i}`, counts: [1200, 1100, 31, 52, 17, 0], state: 'ok', sinceMs: null })),
};

const http = createServer();
const ways: Readonly<Record<Way, () => () => void>> = { 'socket.io': withSocketIo, ws: withPlainSockets };
const sendToAll = ways[process.argv[2] as Way]();
http.listen(0, '127.0.0.1');
await once(http, 'listening');
tell({ port: (http.address() as AddressInfo).port });
const [{ viewers }] = (await once(process, 'message')) as [ToSender];

await sendTicks(WARM_TICKS);
const before = process.cpuUsage();
await sendTicks(TICKS);
const { user, system } = process.cpuUsage(before);
tell({ microsecondsPerDelivery: (user + system) / (TICKS * viewers) });
process.disconnect();
process.exit();

function tell(message: FromSender): void {
  process.send?.(message);
}

async function sendTicks(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    sendToAll();
    await sleep(TICK_MS);
  }
}

/** As the product does it: one room, one emit. */
function withSocketIo(): () => void {
  const namespace = new Server(http).of('/live');
  namespace.on('connection', (socket) => void socket.join(ROOM));
  return () => namespace.to(ROOM).emit('tick.v1', tick);
}

/** The least that can be done: one text, sent to each socket in turn. */
function withPlainSockets(): () => void {
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  return () => {
    const text = JSON.stringify(['tick.v1', tick]);
    for (const socket of server.clients) socket.send(text);
  };
}
