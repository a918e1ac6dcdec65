import type { Outbound, OutboundAnswer } from '@tillwatch/outbound';
import { z } from 'zod';
import { DeliveryError, type Channel, type Delivery, type DeliveryFault } from '../channel.js';
import { NOTICE_KINDS } from '../notice.js';
import { RINGS } from './rings.js';
import { HttpSender, jsonOf, SEND_TIMEOUT_MS } from './send-http.js';
import { slackMessage } from './slack-message.js';

/** Where Slack messages go. */
export interface SlackSettings {
  /** Of a bot that may write in the channel: `xoxb-…`, scope `chat:write`. */
  readonly token: string;
  /** Id or name. */
  readonly channel: string;
  /** Address of the API, for a proxy in between. */
  readonly api?: string;
}

const SLACK_API = 'https://slack.com/api';

const answerSchema = z.object({ ok: z.boolean(), error: z.string().optional() });
const placeSchema = z.object({ channel: z.string().min(1), ts: z.string().min(1) });
type Place = z.infer<typeof placeSchema>;

/** What Slack says that helps to try again; everything else it says will not change. */
const PASSING: ReadonlyMap<string, DeliveryFault> = new Map([
  ...(['ratelimited', 'rate_limited', 'message_limit_exceeded'] as const).map((error) => [error, 'busy'] as const),
  ...(['internal_error', 'fatal_error', 'service_unavailable', 'team_added_to_org', 'accesslimited'] as const).map(
    (error) => [error, 'receiver_trouble'] as const,
  ),
  ['request_timeout', 'timeout'],
]);
/** The message that was to be edited is no more, or may be edited no more. */
const LOST: ReadonlySet<string> = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed']);

/** Tells a Slack channel: one message for each incident, which is edited as the incident goes on; what must be heard is said in its thread and in the channel, too. */
export class SlackChannel implements Channel {
  readonly tells = new Set(NOTICE_KINDS);
  readonly edits = true;
  private readonly sender: HttpSender;
  private readonly api: string;

  /** @param timeoutMs how long a request may take */
  constructor(
    outbound: Outbound,
    private readonly settings: SlackSettings,
    timeoutMs: number = SEND_TIMEOUT_MS,
  ) {
    this.api = (settings.api ?? SLACK_API).replace(/\/+$/, '');
    this.sender = new HttpSender({ outbound, timeoutMs, secrets: [settings.token] });
  }

  async deliver(delivery: Delivery, now: number): Promise<string> {
    const known = placeOf(delivery.reference);
    const edited = known === undefined ? undefined : await this.edit(known, delivery, now);
    if (edited !== undefined && RINGS.has(delivery.kind)) await this.post(delivery, now, edited);
    return JSON.stringify(edited ?? (await this.post(delivery, now)));
  }

  /** @param under the message in whose thread it is posted, and shown in the channel too; absent for a message of its own */
  private async post(delivery: Delivery, now: number, under?: Place): Promise<Place> {
    const thread = under === undefined ? {} : { channel: under.channel, thread_ts: under.ts, reply_broadcast: true };
    const where = { channel: this.settings.channel, unfurl_links: false, unfurl_media: false, ...thread };
    const answer = await this.call('chat.postMessage', { ...where, ...contentOf(delivery) }, now);
    this.taken(answer, now);
    const place = placeSchema.safeParse(jsonOf(answer));
    if (!place.success) throw this.sender.refusal(answer, 'receiver_trouble', now);
    return place.data;
  }

  /** @returns where it stands; undefined where there is nothing left to edit */
  private async edit(place: Place, delivery: Delivery, now: number): Promise<Place | undefined> {
    const answer = await this.call('chat.update', { ...place, ...contentOf(delivery) }, now);
    const { data } = answerSchema.safeParse(jsonOf(answer));
    if (data?.ok === false && LOST.has(data.error ?? '')) return undefined;
    this.taken(answer, now);
    return place;
  }

  private call(method: string, body: object, now: number): Promise<OutboundAnswer> {
    const headers = { authorization: `Bearer ${this.settings.token}`, 'content-type': 'application/json; charset=utf-8' };
    return this.sender.send({ url: `${this.api}/${method}`, method: 'POST', headers, body: JSON.stringify(body) }, now);
  }

  /** Sees to it that an answer took the message: Slack refuses with a 200, too. @throws DeliveryError */
  private taken(answer: OutboundAnswer, now: number): void {
    const { data } = answerSchema.safeParse(jsonOf(answer));
    // Something in between that answers in Slack's place.
    if (data === undefined) throw this.sender.refusal(answer, 'receiver_trouble', now);
    if (data.ok) return;
    const { message, retryAfterMs } = this.sender.refusal(answer, 'refused', now);
    throw new DeliveryError(PASSING.get(data.error ?? '') ?? 'refused', message, retryAfterMs);
  }
}

/** The message, with the delivery's key in its metadata: Slack does not look at it, whoever reads the channel can. */
function contentOf(delivery: Delivery): object {
  const metadata = { event_type: 'tillwatch_incident', event_payload: { id: delivery.incident.id, key: delivery.key } };
  return { ...slackMessage(delivery), metadata };
}

function placeOf(reference: string | null): Place | undefined {
  return reference === null ? undefined : placeSchema.safeParse(jsonOf({ body: reference })).data;
}
