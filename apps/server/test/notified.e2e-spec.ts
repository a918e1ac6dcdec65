import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@tillwatch/config';
import type { IncidentsAnswer, NotificationAnswer, NotificationsAnswer } from '@tillwatch/contract';
import { startPrivateRedis, type PrivateRedis } from '@tillwatch/redis';
import { Receiver } from '@tillwatch/testing';
import { RunningServer, until } from './running-server.js';

jest.setTimeout(180_000);
const HOUR_MS = 3_600_000;
/** From the verdict to the receiver, as promised. */
const PROMISED_MS = 5_000;

const dir = mkdtempSync(join(tmpdir(), 'tillwatch-notified-'));
const config = loadConfig({ args: ['--data', join(dir, 'redis')] });
const slack = new Receiver();
let privateRedis: PrivateRedis;
let first: RunningServer;
let second: RunningServer;
let serial = 0;
let failing: NodeJS.Timeout | undefined;

const startRedis = (): Promise<PrivateRedis> => startPrivateRedis(config, { purpose: 'spec', tell: () => undefined });
const TAKES: Receiver['answers'] = (response) => void response.end(JSON.stringify({ ok: true, channel: 'C1', ts: '1.2' }));

beforeAll(async () => {
  const api = await slack.start();
  slack.answers = TAKES;
  const folder = join(dir, 'config', 'notifications');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'spec.yaml'),
    `channels:\n  - { id: chat, type: slack, token: xoxb-1, channel: C1, api: '${api}' }\nroutes:\n  - { id: all, to: [chat] }\n`,
  );
  privateRedis = await startRedis();
  const { address } = privateRedis;
  const settings = { args: ['--config', join(dir, 'config')], env: { TILLWATCH_OUTBOUND_ALLOW: '127.0.0.1' } };
  [first, second] = [0, 1].map(() => new RunningServer('socket' in address ? address.socket : '', settings)) as [
    RunningServer,
    RunningServer,
  ];
  await first.start();
  second.key = first.key;
  await second.start('healthz');
});
afterAll(async () => {
  clearInterval(failing);
  await Promise.all([first.remove(), second.remove()]);
  await privateRedis.stop();
  await slack.stop();
  rmSync(dir, { recursive: true, force: true });
});

function authorisation(provider: string, isFailed: boolean, of: object = {}): object {
  const id = `told-${serial++}`;
  const outcome = isFailed ? { outcome: 'failed', class: 'system' } : { outcome: 'ok' };
  const dimensions = { provider, method: 'card', merchant: 'm1' };
  const where = { id, attempt: id, journey: 'checkout', stage: 'authorisation', occurredAt: new Date().toISOString() };
  return { ...where, dimensions, ...outcome, ...of };
}

function history(): object[] {
  return Array.from({ length: 72 }, (_, hour) => {
    const of = { occurredAt: new Date(Date.now() - (hour + 2) * HOUR_MS).toISOString(), spanMs: HOUR_MS, backfill: true };
    return ['kg-inicis', 'toss-payments'].flatMap((provider) => [
      authorisation(provider, false, { ...of, count: 980 }),
      authorisation(provider, true, { ...of, count: 20 }),
    ]);
  }).flat();
}

/** Four times a second, told to this server; half of what KG Inicis is asked fails where it `fails`. */
function sendTo(server: RunningServer, fails: boolean): void {
  clearInterval(failing);
  failing = setInterval(() => {
    const own = Array.from({ length: 6 }, (_, i) => authorisation('kg-inicis', fails && i % 2 === 0));
    // A server that is being killed does not answer.
    void server.send([...own, ...Array.from({ length: 6 }, () => authorisation('toss-payments', false))]).catch(() => undefined);
  }, 250);
}

async function told(server: RunningServer): Promise<NotificationsAnswer> {
  const headers = { authorization: `Bearer ${server.key}` };
  return (await (await fetch(`${server.url}/v1/notifications`, { headers })).json()) as NotificationsAnswer;
}

/** All notifications, in the order of what they tell. */
async function inOrder(server: RunningServer): Promise<NotificationAnswer[]> {
  return (await told(server)).notifications.sort((a, b) => a.version - b.version);
}

async function acknowledge(server: RunningServer, action: 'acknowledge' | 'unacknowledge'): Promise<void> {
  const { incidents } = (await (await fetch(`${server.url}/v1/incidents`)).json()) as IncidentsAnswer;
  const headers = { origin: server.url, 'content-type': 'application/json' };
  const url = `${server.url}/v1/incidents/${incidents[0]?.id ?? ''}/${action}`;
  expect((await fetch(url, { method: 'POST', headers, body: JSON.stringify({ by: '김지원' }) })).status).toBe(200);
}

/** A number of both processes' metrics. */
async function metric(name: string): Promise<number> {
  const headers = { authorization: `Bearer ${first.key}` };
  const texts = await Promise.all([first, second].map(async ({ url }) => (await fetch(`${url}/metrics`, { headers })).text()));
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line.startsWith(`${name} `));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

interface SlackBody {
  readonly text: string;
  readonly ts?: string;
  readonly metadata: { readonly event_payload: { readonly key: string } };
}
const bodies = (): SlackBody[] => slack.heard.map(({ body }) => JSON.parse(body) as SlackBody);

it('tells Slack that one provider fails within seconds of the verdict, and by stage how long it took', async () => {
  await first.send(history());
  sendTo(first, false);
  await until(async () => (await fetch(`${first.url}/readyz`)).status === 200);
  const began = Date.now();
  sendTo(first, true);
  await slack.has(1);
  const heardAt = Date.now();
  await until(async () => (await told(first)).today.sent === 1);
  const [sent] = await inOrder(first);
  if (sent === undefined || sent.receivedAt === null || sent.sentAt === null || sent.deliveredAt === null)
    throw new Error('nothing was sent');
  const at = (text: string): number => Date.parse(text) - began;
  const stages = [
    `abnormal since ${at(sent.abnormalAt)} ms`,
    `received ${at(sent.receivedAt)}`,
    `judged ${at(sent.judgedAt)}`,
    `decided ${at(sent.decidedAt)}`,
    `sent ${at(sent.sentAt)}`,
    `delivered ${at(sent.deliveredAt)} (heard ${heardAt - began})`,
  ];
  process.stdout.write(`one provider fails, ms after its first failure: ${stages.join(', ')}\n`);
  expect(Date.parse(sent.deliveredAt) - Date.parse(sent.judgedAt)).toBeLessThanOrEqual(PROMISED_MS);
  // Whichever of the two did it counted it.
  expect(await metric('tillwatch_notifications_decided_total')).toBe(1);
  expect(await metric('tillwatch_notifications_settled_total{state="sent"}')).toBe(1);
  expect(await metric('tillwatch_notification_delay_seconds_count')).toBe(1);
  expect(bodies()[0]?.text).toMatch(/KG이니시스.*\d+건 중 \d+건 실패.*\d\d:\d\d:\d\d부터/);
});

it('loses nothing and keeps the order while Slack fails, a process is killed and Redis begins again; two processes send nothing twice', async () => {
  let failed = 0;
  slack.answers = (response) => {
    failed += 1;
    response.writeHead(500).end();
  };
  await acknowledge(first, 'acknowledge');
  await until(() => failed >= 2);
  // Decided, tried, and not delivered: the other process goes on.
  await first.stop('SIGKILL');
  sendTo(second, true);
  await acknowledge(second, 'unacknowledge');
  await until(() => failed >= 4);
  await privateRedis.stop();
  privateRedis = await startRedis();
  await until(async () => (await fetch(`${second.url}/readyz`)).status === 200);
  await acknowledge(second, 'acknowledge');
  await first.start('healthz');
  const before = slack.heard.length;
  slack.answers = TAKES;
  await until(async () => {
    const { waiting, today } = await told(second);
    return waiting === 0 && today.decided > 1;
  });
  const all = await inOrder(second);
  expect(all.map(({ state }) => state).filter((state) => state !== 'sent' && state !== 'superseded')).toEqual([]);
  expect(all.at(-1)).toMatchObject({ kind: 'acknowledged', state: 'sent' });
  const { today } = await told(second);
  expect(today.decided).toBe(today.sent + today.superseded);
  // What was taken is each message once, in the order of the incident; all of them edit the one message.
  const taken = bodies().slice(before);
  const keys = taken.map(({ metadata }) => metadata.event_payload.key);
  expect(new Set(keys).size).toBe(keys.length);
  const versions = keys.map((key) => Number(key.split('-')[1]));
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
  expect(taken.map(({ ts }) => ts)).toEqual(taken.map(() => '1.2'));
});
