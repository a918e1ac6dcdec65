import fc from 'fast-check';
import { z } from 'zod';
import type { Delivery } from '../channel.js';
import { incidents } from '../message/random-incidents.spec-data.js';
import { NOTICE_KINDS } from '../notice.js';
import { FOUND_AT } from '../notifications.spec-data.js';
import { Receiver } from '@tillwatch/testing';
import { PagerDutyChannel } from './pagerduty.js';
import { deliveryOf, HOME, LINK, oddIncident, SECRET } from './rig.spec-data.js';

/** Events API v2 as its page "Send an alert event" has it. */
const key = { routing_key: z.string().min(1).max(32), dedup_key: z.string().min(1).max(255) };
const eventSchema = z.discriminatedUnion('event_action', [
  z.strictObject({
    ...{ ...key, event_action: z.literal('trigger'), client: z.string(), client_url: z.url() },
    payload: z.strictObject({
      ...{ summary: z.string().min(1).max(1_024), source: z.string().min(1), severity: z.enum(['critical', 'error', 'warning', 'info']) },
      ...{ timestamp: z.iso.datetime(), component: z.string().optional(), group: z.string().optional(), class: z.string().optional() },
      custom_details: z.record(z.string(), z.unknown()),
    }),
    links: z.array(z.strictObject({ href: z.url(), text: z.string() })),
  }),
  z.strictObject({ ...key, event_action: z.enum(['acknowledge', 'resolve']) }),
]);

let receiver: Receiver;
let pager: PagerDutyChannel;

beforeEach(async () => {
  receiver = new Receiver();
  const api = `${await receiver.start()}/v2/enqueue`;
  receiver.answers = (response) => void response.writeHead(202).end('{"status":"success","message":"Event processed"}');
  pager = new PagerDutyChannel(HOME, { routingKey: SECRET, api });
});
afterEach(() => receiver.stop());

async function sent(delivery: Delivery): Promise<z.infer<typeof eventSchema>> {
  await pager.deliver(delivery, FOUND_AT);
  return eventSchema.parse(JSON.parse(receiver.heard.at(-1)?.body ?? ''));
}

it('triggers, acknowledges and resolves one alert', async () => {
  const actions = [];
  for (const kind of NOTICE_KINDS.filter((one) => pager.tells.has(one))) {
    const event = await sent(deliveryOf(kind));
    expect([event.dedup_key, event.routing_key]).toEqual([oddIncident.id, SECRET]);
    actions.push(`${kind} ${event.event_action}`);
  }
  expect(actions).toEqual([
    ...['opened trigger', 'reopened trigger', 'worse trigger', 'wider trigger', 'grew trigger', 'acknowledged acknowledge'],
    ...['escalated trigger', 'resolved resolve', 'wrong_alarm resolve'],
  ]);
});

it('tells where, what, how bad and how many', async () => {
  expect(await sent(deliveryOf('opened'))).toMatchObject({
    payload: {
      ...{ severity: 'critical', source: 'tillwatch/checkout', component: 'kg-inicis', group: 'authentication', class: 'failure_rate' },
      ...{ summary: expect.stringContaining('31% · 평소 9% · 212건 중 66건 실패') as string, timestamp: '2026-11-22T05:00:00.000Z' },
      custom_details: { total: 212, failed: 66, usual: 0.09, usual_from: 'learned', started_at: '2026-11-22T04:59:20.000Z' },
    },
    links: [{ href: LINK, text: '장애 열기' }],
  });
});

it('keeps to the documented shape and size, whatever the incident and its names', async () => {
  const holds = async (incident: Delivery['incident']): Promise<void> => {
    const event = await sent(deliveryOf('opened', { incident }));
    expect(JSON.stringify(event).length).toBeLessThan(512 * 1_024);
  };
  await fc.assert(fc.asyncProperty(incidents, holds), { seed: 5, numRuns: 100 });
});
