import { createHmac } from 'node:crypto';
import { jsonAt, type ChannelTemplate, type JsonTree } from '@tillwatch/domain';
import type { Outbound, OutboundAnswer } from '@tillwatch/outbound';
import { DeliveryError, type Channel, type Delivery } from '../../channel.js';
import { FULLNESSES } from '../../message/message.js';
import { inBytes, inUnits } from '../../message/room.js';
import { NOTICE_KINDS } from '../../notice.js';
import { HttpSender, jsonOf, SEND_TIMEOUT_MS } from '../send-http.js';
import { waysOf } from '../../message/ways.js';
import { fillText, fillTexts, fillTree, fillUrl, withPlaces, type Places } from './fill.js';
import { askForToken } from './login.js';
import { placesOf } from './places.js';

/** Tells any service that is told over HTTP, as a template of the configuration says. Needs no code for another one. */
export class HttpChannel implements Channel {
  readonly tells = new Set(NOTICE_KINDS);
  readonly edits = false;
  private readonly sender: HttpSender;

  /**
   * @param settings what the template asks for, by its ids
   * @param timeoutMs how long a request may take
   */
  constructor(
    outbound: Outbound,
    private readonly template: ChannelTemplate,
    private readonly settings: Readonly<Record<string, string>>,
    timeoutMs: number = SEND_TIMEOUT_MS,
  ) {
    this.sender = new HttpSender({ outbound, timeoutMs, secrets: Object.values(settings) }, (body) => this.waitIn(body));
  }

  async deliver(delivery: Delivery, now: number): Promise<null> {
    const { login, method, url, headers } = this.template;
    const { values, body } = this.fullest(delivery, now);
    const known: Places = (name) => values.get(name);
    const signature = this.signatureOf(known);
    const places = withPlaces(known, {
      ...(signature === undefined ? {} : { signature }),
      ...(login === undefined ? {} : { token: await askForToken(login, known, this.sender, now) }),
    });
    const sent = { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': delivery.key, ...fillTexts(headers, places) };
    const answer = await this.sender.send({ url: fillUrl(url, places), method, headers: sent, body: JSON.stringify(body(places)) }, now);
    this.checkTaken(answer, now);
    return null;
  }

  /** As much of the message as the limits let in: fewer lines first, then shorter names, never other numbers. */
  private fullest(
    delivery: Delivery,
    now: number,
  ): { readonly values: ReadonlyMap<string, string | number>; readonly body: (places: Places) => JsonTree } {
    const ways = waysOf(delivery);
    const body = (places: Places): JsonTree => fillTree(this.template.body, places, ways) ?? null;
    let values: ReadonlyMap<string, string | number> = new Map();
    for (const fullness of FULLNESSES) {
      values = placesOf(this.template, this.settings, delivery, { fullness, now });
      const known = values;
      if (this.fits(body(withPlaces((name) => known.get(name), { signature: '', token: '' })))) break;
    }
    return { values, body };
  }

  private fits(body: JsonTree): boolean {
    return this.template.limits.every(({ at, most, unit }) => {
      const text = jsonAt(body, at);
      return typeof text !== 'string' || (unit === 'bytes' ? inBytes : inUnits)(text) <= most;
    });
  }

  private signatureOf(places: Places): string | undefined {
    const { signature } = this.template;
    if (signature === undefined) return undefined;
    const [key, text] = [signature.key, signature.text].map((part) => String(fillText(part, places) ?? ''));
    return createHmac('sha256', key ?? '')
      .update(text ?? '')
      .digest(signature.as);
  }

  /** @throws DeliveryError where a 200 says that the message was not taken */
  private checkTaken(answer: OutboundAnswer, now: number): void {
    const { success } = this.template;
    if (success === undefined) return;
    const body = jsonOf(answer);
    // Something in between that answers in the service's place.
    if (body === undefined) throw this.sender.refusal(answer, 'receiver_trouble', now);
    if (jsonAt(body, success.at) === success.equals) return;
    const { message, retryAfterMs } = this.sender.refusal(answer, 'refused', now);
    throw new DeliveryError(retryAfterMs === undefined ? 'refused' : 'busy', message, retryAfterMs);
  }

  private waitIn(body: string): number | undefined {
    const { retryAfter } = this.template;
    const wait = retryAfter === undefined ? undefined : jsonAt(jsonOf({ body }), retryAfter.at);
    if (typeof wait !== 'number' || wait < 0) return undefined;
    return retryAfter?.unit === 'ms' ? wait : wait * 1_000;
  }
}
