import type { IncidentAnswer } from '@tillwatch/contract';
import type { Outbound } from '@tillwatch/outbound';
import { z } from 'zod';
import type { Channel, Delivery } from '../channel.js';
import { messageOf } from '../message/message.js';
import { openLabel } from '../message/ways.js';
import { NOTICE_KINDS, type NoticeKind } from '../notice.js';
import { HttpSender, jsonOf, SEND_TIMEOUT_MS } from './send-http.js';

/** Whose pager goes off. */
export interface PagerDutySettings {
  /** Of a service's integration of the kind "Events API v2": 32 letters and digits. */
  readonly routingKey: string;
  /** Address that takes events: of the European region, or of a proxy in between. */
  readonly api?: string;
}

const PAGERDUTY_API = 'https://events.pagerduty.com/v2/enqueue';
/** Characters of a summary. */
const SUMMARY_MOST = 1_024;

/** What kinds do there. A taken-back acknowledgement has no event; many at once PagerDuty groups itself. */
const ACTIONS: ReadonlyMap<NoticeKind, 'trigger' | 'acknowledge' | 'resolve'> = new Map(
  NOTICE_KINDS.filter((kind) => kind !== 'unacknowledged' && kind !== 'digest').map((kind) => [
    kind,
    kind === 'acknowledged' ? 'acknowledge' : kind === 'resolved' || kind === 'wrong_alarm' ? 'resolve' : 'trigger',
  ]),
);

const takenSchema = z.object({ status: z.literal('success') });

/** Tells PagerDuty (Events API v2): one alert for each incident, taken and over there as here. */
export class PagerDutyChannel implements Channel {
  readonly tells = new Set(ACTIONS.keys());
  readonly edits = false;
  private readonly sender: HttpSender;

  /** @param timeoutMs how long a request may take */
  constructor(
    outbound: Outbound,
    private readonly settings: PagerDutySettings,
    timeoutMs: number = SEND_TIMEOUT_MS,
  ) {
    this.sender = new HttpSender({ outbound, timeoutMs, secrets: [settings.routingKey] });
  }

  async deliver(delivery: Delivery, now: number): Promise<null> {
    const { api: url = PAGERDUTY_API, routingKey } = this.settings;
    const { kind } = delivery;
    const action = (kind === 'test' || kind === 'statement' ? undefined : ACTIONS.get(kind)) ?? 'trigger';
    const event = { routing_key: routingKey, event_action: action, dedup_key: delivery.incident.id };
    const body = JSON.stringify(action === 'trigger' ? { ...event, ...alertOf(delivery) } : event);
    const answer = await this.sender.send({ url, method: 'POST', headers: { 'content-type': 'application/json' }, body }, now);
    // Something in between that answers in PagerDuty's place; the dedup key makes another try harmless.
    if (!takenSchema.safeParse(jsonOf(answer)).success) throw this.sender.refusal(answer, 'receiver_trouble', now);
    return null;
  }
}

function alertOf(delivery: Delivery): object {
  const { incident, link, at } = delivery;
  const { news, sentence, lines } = messageOf(delivery);
  const provider = incident.cause[0]?.segment['provider'];
  return {
    client: 'Tillwatch',
    client_url: link,
    links: [{ href: link, text: openLabel(delivery) }],
    payload: {
      // That nobody watches is no word about payments.
      summary: [sentence, ...(incident.kind === 'monitor' ? lines.slice(0, 1) : [])].join(' · ').slice(0, SUMMARY_MOST),
      ...{ source: `tillwatch/${incident.journey}`, severity: incident.severity, timestamp: new Date(at).toISOString() },
      ...(provider === undefined ? {} : { component: provider }),
      ...{ group: incident.stage, class: incident.kind },
      custom_details: { news, lines, key: delivery.key, ...numbersOf(incident) },
    },
  };
}

/** The numbers of an incident, each with what it is of. */
function numbersOf({ total, failed, rate, low, high, baseline, startedAt, excess, perMinute, merchants }: IncidentAnswer): object {
  const { rate: usual, source } = baseline;
  return {
    total,
    failed,
    rate,
    interval: [low, high],
    usual,
    usual_from: source,
    started_at: startedAt,
    excess,
    perMinute,
    merchants: merchants.count,
  };
}
