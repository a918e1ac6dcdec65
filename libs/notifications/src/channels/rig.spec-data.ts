import { randomBytes } from 'node:crypto';
import { Outbound, readAllowed } from '@tillwatch/outbound';
import type { Channel, Delivery, DeliveryKind } from '../channel.js';
import { MailReceiver } from '../mail-receiver.spec-data.js';
import { describeIncident, FOUND_AT, opening } from '../notifications.spec-data.js';
import { behaving, Receiver, type Behaviour, type Heard } from '@tillwatch/testing';
import { EmailChannel } from './email.js';
import { PagerDutyChannel } from './pagerduty.js';
import { SlackChannel } from './slack.js';
import { WebhookChannel } from './webhook.js';

/** Specs talk to servers on this machine; nothing else may be reached. */
export const HOME = new Outbound(readAllowed(['127.0.0.1']));
/** Long enough for this machine, short enough to wait for. */
export const SHORT_MS = 1_000;
/** Stands in every setting that is secret. */
export const SECRET = 'xoxb-s3cr3t-t0ken-0123456789';
const WEBHOOK_SECRET = `whsec_${randomBytes(32).toString('base64')}`;

/** A channel and a real server in the place of the service it tells. */
export interface Rig {
  readonly channel: Channel;
  behave(behaviour: Behaviour): void;
  /** What arrived, in order: the key by which it is taken once, and everything people are shown. */
  arrived(): { readonly key: string; readonly shown: string; readonly raw: string }[];
  stop(): Promise<void>;
}

/** How a channel is set up against servers of a spec, and what of the contract does not hold for it. */
export interface RigKind {
  readonly name: string;
  readonly start: () => Promise<Rig>;
  /** The service says how long to wait. */
  readonly asksToWait: boolean;
  /** Whatever is answered with a 200 has taken it. */
  readonly takesAnything: boolean;
  /** `<b>&"` of a name as it must arrive. */
  readonly escaped: string;
}

/** How an HTTP service is told, and what of a request is what. */
export interface HttpRig {
  readonly make: (url: string) => Channel;
  readonly taken: string;
  readonly key: (heard: Heard) => string;
  readonly shown: (heard: Heard) => string;
  /** Where messages go, and other requests do not. */
  readonly path?: RegExp;
}

/** A rig of a channel over HTTP. */
export async function httpRig({ make, taken, key, shown, path = /^/ }: HttpRig): Promise<Rig> {
  const receiver = new Receiver();
  const url = await receiver.start();
  const takes = behaving('takes', (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(taken));
  receiver.answers = takes;
  return {
    channel: make(url),
    behave: (behaviour) => (receiver.answers = behaving(behaviour, takes)),
    arrived: () =>
      receiver.heard.filter((heard) => path.test(heard.path)).map((heard) => ({ key: key(heard), shown: shown(heard), raw: heard.body })),
    stop: () => receiver.stop(),
  };
}

/** All texts in a JSON value, a line each. */
export function textsIn(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.values(value).map(textsIn).join('\n');
}

/** The body of a request as JSON. */
export const json = ({ body }: Heard): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;

async function mailRig(): Promise<Rig> {
  const receiver = new MailReceiver();
  const at = await receiver.start();
  const settings = { smtp: `smtp://${at}`, from: 'Tillwatch <watch@shop.example>', to: ['ops@shop.example'] };
  return {
    channel: new EmailChannel(HOME, settings, SHORT_MS),
    behave: (behaviour) => (receiver.behaviour = behaviour),
    arrived: () =>
      receiver.mails.map(({ headers, text, html }) => ({ key: headers['message-id'] ?? '', shown: html, raw: `${text}\n${html}` })),
    stop: () => receiver.stop(),
  };
}

/** The channels that have code of their own. */
export const RIG_KINDS: readonly RigKind[] = [
  {
    ...{ name: 'webhook', asksToWait: true, takesAnything: true, escaped: '<b>&"' },
    start: () =>
      httpRig({
        make: (url) => new WebhookChannel(HOME, { url: `${url}/${SECRET}`, secret: WEBHOOK_SECRET }, SHORT_MS),
        ...{ taken: '{}', key: ({ headers }) => String(headers['webhook-id']), shown: (heard) => textsIn(json(heard)) },
      }),
  },
  {
    ...{ name: 'slack', asksToWait: true, takesAnything: false, escaped: '&lt;b&gt;&amp;"' },
    start: () =>
      httpRig({
        make: (api) => new SlackChannel(HOME, { token: SECRET, channel: '#ops', api }, SHORT_MS),
        taken: JSON.stringify({ ok: true, channel: 'C024BE91L', ts: '1503435956.000247' }),
        key: (heard) => (json(heard)['metadata'] as { event_payload: { key: string } }).event_payload.key,
        shown: (heard) => textsIn(json(heard)['blocks']),
      }),
  },
  {
    ...{ name: 'pagerduty', asksToWait: true, takesAnything: false, escaped: '<b>&"' },
    start: () =>
      httpRig({
        make: (api) => new PagerDutyChannel(HOME, { routingKey: SECRET, api }, SHORT_MS),
        taken: JSON.stringify({ status: 'success', message: 'Event processed', dedup_key: 'x' }),
        key: (heard) => String(json(heard)['dedup_key']),
        shown: (heard) => textsIn(json(heard)),
      }),
  },
  { ...{ name: 'email', asksToWait: false, takesAnything: false, escaped: '&lt;b&gt;&amp;&quot;' }, start: mailRig },
];

/** A name that nobody would wish for. */
export const ODD_NAME = '<b>&"*x*_\n\u202E[y](http://z)@everyone🔥';
export const LINK = 'https://watch.example.com/i/INC-1?token=abc&x=1';

const base = describeIncident(opening().incident);
const odd = { ko: ODD_NAME, en: ODD_NAME };

/** An incident whose cause has a name of strangers. */
export const oddIncident: Delivery['incident'] = {
  ...base,
  cause: [{ segment: { provider: 'kg-inicis' }, labels: [odd], extraShare: 0.9, trafficShare: 0.1 }],
};

/** A message about it. */
export function deliveryOf(kind: DeliveryKind, of: Partial<Delivery> = {}): Delivery {
  const resolved = { status: 'resolved', reason: 'back_to_usual', resolvedAt: new Date(FOUND_AT + 900_000).toISOString() } as const;
  const incident = kind === 'resolved' ? { ...oddIncident, ...resolved } : oddIncident;
  const key = `${incident.id}-${kind}-ops`;
  return { key, kind, incident, at: FOUND_AT, language: 'ko', timeZone: 'Asia/Seoul', link: LINK, reference: null, ...of };
}
