import type { WebhookBody } from '@tillwatch/contract';
import type { Outbound } from '@tillwatch/outbound';
import { Webhook } from 'standardwebhooks';
import type { Channel, Delivery } from '../channel.js';
import { NOTICE_KINDS } from '../notice.js';
import { HttpSender, SEND_TIMEOUT_MS } from './send-http.js';

/** Where signed notifications go. */
export interface WebhookSettings {
  readonly url: string;
  /** `whsec_` and base64 of 24 to 64 random bytes. */
  readonly secret: string;
}

/**
 * Tells another program, as Standard Webhooks 1.0.0 says (standardwebhooks.com): a body of `type`, `timestamp` and `data`, signed, with the
 * delivery's key as its id. `data` is the incident as `GET /v1/incidents/{id}` gives it, or a day's counts.
 */
export class WebhookChannel implements Channel {
  readonly tells = new Set(NOTICE_KINDS);
  readonly edits = false;
  private readonly signer: Webhook;
  private readonly sender: HttpSender;

  /**
   * @param timeoutMs how long a request may take
   * @throws Error where the secret is none
   */
  constructor(
    outbound: Outbound,
    private readonly settings: WebhookSettings,
    timeoutMs: number = SEND_TIMEOUT_MS,
  ) {
    this.signer = new Webhook(settings.secret);
    this.sender = new HttpSender({ outbound, timeoutMs, secrets: [settings.url, settings.secret] });
  }

  async deliver(delivery: Delivery, now: number): Promise<null> {
    const { key } = delivery;
    const body = JSON.stringify(bodyOf(delivery));
    const sentAt = new Date(now);
    const headers = {
      'content-type': 'application/json',
      'webhook-id': key,
      'webhook-timestamp': String(Math.floor(now / 1_000)),
      'webhook-signature': this.signer.sign(key, sentAt, body),
    };
    await this.sender.send({ url: this.settings.url, method: 'POST', headers, body }, now);
    return null;
  }
}

/** What it is called, when it was, and what it is about. */
function bodyOf({ kind, incident, link, digest, statement, at }: Delivery): WebhookBody {
  const timestamp = new Date(at).toISOString();
  if (statement !== undefined) {
    const { from, held, ...counts } = statement;
    return { type: 'statement.daily', timestamp, data: { from: new Date(from).toISOString(), held: { ...held }, ...counts, link } };
  }
  if (digest !== undefined) {
    return { type: 'incident.digest', timestamp, data: { incident, link, ...digest, groups: [...digest.groups] } };
  }
  if (kind === 'digest' || kind === 'statement') throw new Error(`A ${kind} without what it tells.`);
  return { type: `incident.${kind}`, timestamp, data: { incident, link } };
}
