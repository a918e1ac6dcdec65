import { createHmac } from 'node:crypto';
import { jsonAt, MESSAGE_ID_PLACE, type ChannelTemplate, type JsonTree, type TemplateEdit } from '@tillwatch/domain';
import type { Outbound, OutboundAnswer } from '@tillwatch/outbound';
import { DeliveryError, type Channel, type Delivery } from '../../channel.js';
import { FULLNESSES } from '../../message/message.js';
import { inBytes, inUnits } from '../../message/room.js';
import { NOTICE_KINDS } from '../../notice.js';
import { RINGS } from '../rings.js';
import { HttpSender, jsonOf, SEND_TIMEOUT_MS } from '../send-http.js';
import { waysOf } from '../../message/ways.js';
import { fillText, fillTexts, fillTree, fillUrl, withPlaces, type Places } from './fill.js';
import { askForToken } from './login.js';
import { placesOf } from './places.js';

/** A message as it is to be sent: what is in its places, and its body. */
interface Filled {
  readonly key: string;
  readonly places: Places;
  readonly body: JsonTree;
}

/** Tells any service that is told over HTTP, as a template of the configuration says. Needs no code for another one. */
export class HttpChannel implements Channel {
  readonly tells = new Set(NOTICE_KINDS);
  readonly edits: boolean;
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
    this.edits = template.edit !== undefined;
    this.sender = new HttpSender({ outbound, timeoutMs, secrets: Object.values(settings) }, (body) => this.waitIn(body));
  }

  async deliver(delivery: Delivery, now: number): Promise<string | null> {
    const { edit } = this.template;
    const filled = await this.filled(delivery, now);
    if (edit === undefined) {
      await this.post(filled, {}, now);
      return null;
    }
    const { reference } = delivery;
    const known = idOf(reference);
    const placed = known === undefined ? undefined : { ...filled, places: withPlaces(filled.places, { [MESSAGE_ID_PLACE]: known }) };
    if (placed === undefined || !(await this.edit(edit, placed, now))) return referenceOf(await this.post(filled, {}, now), edit);
    if (RINGS.has(delivery.kind)) await this.post(placed, edit.reply, now);
    return reference;
  }

  private async filled(delivery: Delivery, now: number): Promise<Filled> {
    const { login } = this.template;
    const { values, body } = this.fullest(delivery, now);
    const known: Places = (name) => values.get(name);
    const signature = this.signatureOf(known);
    const places = withPlaces(known, {
      ...(signature === undefined ? {} : { signature }),
      ...(login === undefined ? {} : { token: await askForToken(login, known, this.sender, now) }),
    });
    return { key: delivery.key, places, body: body(places) };
  }

  private post(filled: Filled, more: TemplateEdit['reply'], now: number): Promise<OutboundAnswer> {
    return this.send(this.template, filled, more, now);
  }

  /** @returns false where there is nothing left to edit: a refusal for another reason is one of a new message, too */
  private async edit(edit: TemplateEdit, filled: Filled, now: number): Promise<boolean> {
    try {
      await this.send(edit, filled, edit.body, now);
      return true;
    } catch (error) {
      if (!(error instanceof DeliveryError) || error.isWorthAnotherTry) throw error;
      return edit.unchanged !== undefined && error.message.includes(edit.unchanged);
    }
  }

  private async send(
    { method, url }: Pick<TemplateEdit, 'method' | 'url'>,
    { key, places, body }: Filled,
    more: TemplateEdit['body'],
    now: number,
  ): Promise<OutboundAnswer> {
    const headers = {
      ...{ 'content-type': 'application/json; charset=utf-8', 'idempotency-key': key },
      ...fillTexts(this.template.headers, places),
    };
    const whole = Object.keys(more).length === 0 ? body : { ...(body as object), ...(fillTree(more, places, []) as object) };
    const answer = await this.sender.send({ url: fillUrl(url, places), method, headers, body: JSON.stringify(whole) }, now);
    this.checkTaken(answer, now);
    return answer;
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

/** What a service calls its message, as it is kept: JSON, for a number stays a number. Null where it does not say; the next change is a new message then. */
function referenceOf(answer: OutboundAnswer, edit: TemplateEdit): string | null {
  const id = jsonAt(jsonOf(answer), edit.id);
  return typeof id === 'string' || typeof id === 'number' ? JSON.stringify(id) : null;
}

function idOf(reference: string | null): string | number | undefined {
  const id = reference === null ? undefined : jsonOf({ body: reference });
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}
