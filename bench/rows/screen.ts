import type { WallSnapshot, WallTick, WireEvent } from '@tillwatch/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventsRequest, RawConnection, type Target } from '../http-load.js';
import { quantile, type Row } from '../report.js';
import { WallPage, type Handled } from '../screen/wall-page.js';
import { ServerProcess } from '../server-process.js';
import { batchesOf, drawTraffic } from '../traffic.js';

const PER_SECOND = 2_000;
const EVENTS_PER_REQUEST = 20;
/** Less than the board's window, so that its count only grows and tells which outcomes a message is the first to have. */
const SECONDS = 120;
/** The first part lets server and page settle and is not counted. */
const WARM_SECONDS = 20;
const ALLOWED_MS = 500;
/** The shipped board's headline. */
const STAGE = 'authorisation';

/** How long after an event is sent the wall in a real Chromium has dealt with the message that shows it. */
export async function screenRows(): Promise<Row[]> {
  const server = await ServerProcess.start();
  const wall = await WallPage.open(server.url, { noting: true });
  try {
    const target = { port: server.port, key: await server.key() };
    const plan = { events: PER_SECOND * SECONDS, merchants: 1_000, until: Date.now(), perSecond: PER_SECOND };
    const sentAt = await sendPaced(target, drawTraffic(plan));
    await sleep(2_000);
    const delays = delaysOf(sentAt, await wall.handled());
    const [p50, p99] = [quantile(delays, 0.5), quantile(delays, 0.99)].map(Math.round);
    return [
      {
        id: 'screen',
        what: `p95 from sending an event to the wall having dealt with its message, ${PER_SECOND} events/s`,
        value: quantile(delays, 0.95),
        unit: 'ms',
        limit: { what: 'allowed', value: ALLOWED_MS },
        goal: { atMost: 1 },
        note: `median ${p50 ?? 0} ms, p99 ${p99 ?? 0} ms of ${delays.length} outcomes`,
      },
    ];
  } finally {
    await wall.close();
    await server.stop();
  }
}

/** Sends everything at its due time, stamped with it. @returns when each outcome that the headline counts was due (ms since the epoch) */
async function sendPaced(target: Target, events: readonly WireEvent[]): Promise<number[]> {
  const sentAt: number[] = [];
  const known = new Set<string>();
  const idle: RawConnection[] = Array.from({ length: 8 }, () => new RawConnection(target.port));
  const started = Date.now();
  for (const [n, batch] of batchesOf(events, EVENTS_PER_REQUEST).entries()) {
    const due = started + (n * EVENTS_PER_REQUEST * 1000) / PER_SECOND;
    if (due > Date.now()) await sleep(due - Date.now());
    const stamped = batch.map((event) => ({ ...event, occurredAt: new Date(due).toISOString() }));
    for (const event of stamped.filter((one) => isNewOutcome(one, known))) {
      known.add(event.attempt ?? '');
      sentAt.push(due);
    }
    const connection = idle.pop() ?? new RawConnection(target.port);
    void connection.send(eventsRequest(target, JSON.stringify(stamped))).then((status) => {
      if (status !== 202) throw new Error(`The server answered ${status}.`);
      idle.push(connection);
    });
  }
  return sentAt;
}

/** The headline counts an attempt once, however often its outcome is reported. */
function isNewOutcome({ stage, outcome, attempt }: WireEvent, known: ReadonlySet<string>): boolean {
  return stage === STAGE && (outcome === 'ok' || outcome === 'failed') && !known.has(attempt ?? '');
}

/** Milliseconds from each outcome's due time to the first message that has it, without the warm-up's. */
function delaysOf(sentAt: readonly number[], handled: readonly Handled[]): number[] {
  const delays: number[] = [];
  const countedFrom = (sentAt[0] ?? 0) + WARM_SECONDS * 1000;
  let shown = 0;
  for (const { at, data } of handled) {
    for (const total = Math.max(shown, totalOf(data) ?? 0); shown < total; shown++) {
      const sent = sentAt[shown];
      if (sent === undefined) throw new Error('The wall shows more outcomes than were sent.');
      if (sent >= countedFrom) delays.push(at - sent);
    }
  }
  if (shown < sentAt.length) throw new Error(`The wall showed ${shown} of ${sentAt.length} outcomes.`);
  return delays;
}

/** The headline's count in a message of the socket; undefined where it says nothing of it. */
function totalOf(data: string): number | undefined {
  const [, name, body] = /^42\/live,\["(snapshot|tick)\.v1",(.*)\]$/s.exec(data) ?? [];
  if (name === undefined || body === undefined) return undefined;
  return (JSON.parse(body) as Partial<WallSnapshot & WallTick>).headline?.numbers.total;
}
