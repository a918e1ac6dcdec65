import { OutboundError, type Outbound } from '@tillwatch/outbound';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import { DeliveryError, type Channel, type Delivery, type DeliveryFault } from '../channel.js';
import { NOTICE_KINDS } from '../notice.js';
import { emailMessage } from './email-message.js';
import { masked, secretsOf } from './secrets.js';
import { OUTBOUND_FAULTS } from './send-http.js';
import { readSmtpAddress, type SmtpAddress } from './smtp-address.js';

/** How mails are sent, and to whom. */
export interface EmailSettings {
  /** `smtps://user:password@mail.example.com`, see {@link readSmtpAddress}. */
  readonly smtp: string;
  readonly from: string;
  readonly to: readonly string[];
}

/** Letters of what a server says that are kept. */
const MOST_TOLD = 200;
/** Not now, no room now, too many at once. */
const BUSY: ReadonlySet<number> = new Set([421, 450, 451, 452]);
/** What it is where the server does not say. */
const FAULTS: Readonly<Record<string, readonly [DeliveryFault, string]>> = {
  ETIMEDOUT: ['timeout', 'no answer in time'],
  ETLS: ['refused', 'no TLS, or a certificate that is not trusted'],
  EPROTOCOL: ['receiver_trouble', 'answers that are no SMTP'],
  EENVELOPE: ['refused', 'addresses that are none'],
  EAUTH: ['refused', 'no way to log in that both know'],
};
/** Mail servers let newcomers wait before they greet; all of a mail has to be done within so long, in ms. */
const MAIL_TIMEOUT_MS = 25_000;

/**
 * Tells mailboxes. Mails of one incident are one conversation: they refer to the same message and keep its subject, which some programs go
 * by; how the incident stands now is in the first line.
 */
export class EmailChannel implements Channel {
  readonly tells = new Set(NOTICE_KINDS);
  readonly edits = false;
  private readonly server: SmtpAddress;
  private readonly secrets: readonly string[];

  /**
   * @param timeoutMs how long a mail may take altogether
   * @throws Error where the address of the server is none
   */
  constructor(
    private readonly outbound: Outbound,
    private readonly settings: EmailSettings,
    private readonly timeoutMs: number = MAIL_TIMEOUT_MS,
  ) {
    this.server = readSmtpAddress(settings.smtp);
    const { user = '', pass = '' } = this.server.auth ?? {};
    this.secrets = secretsOf([settings.smtp, user, pass, settings.from, ...settings.to]);
  }

  /** @returns the subject of the conversation */
  async deliver(delivery: Delivery): Promise<string> {
    const { subject, ...content } = emailMessage(delivery);
    const first = delivery.reference ?? subject;
    const signal = AbortSignal.timeout(this.timeoutMs);
    const mail = { ...content, ...this.headersOf(delivery), subject: delivery.reference === null ? first : `Re: ${first}`, signal };
    try {
      await this.send(mail);
    } catch (error) {
      throw this.faultOf(error, signal.aborted);
    }
    return first;
  }

  /** Connects to what was checked and nothing else; what comes after is the mail program's. */
  private async send(mail: SendMailOptions): Promise<void> {
    const { host, port, auth, ...tls } = this.server;
    const connection = await this.outbound.connect({ host, port, timeoutMs: this.timeoutMs });
    // Until the mail program listens, and after it has stopped to, what breaks the connection breaks nothing else.
    connection.on('error', () => undefined);
    try {
      const limits = { connectionTimeout: this.timeoutMs, greetingTimeout: this.timeoutMs, socketTimeout: this.timeoutMs };
      const login = auth === undefined ? {} : { auth: { ...auth } };
      const files = { disableFileAccess: true, disableUrlAccess: true };
      await createTransport({ host, port, connection, ...tls, ...login, ...limits, ...files }).sendMail(mail);
    } finally {
      connection.destroy();
    }
  }

  /** Every try of one message has one id; all of an incident refer to one that stands for the incident. */
  private headersOf({ key, kind, incident, at }: Delivery): SendMailOptions {
    const domain = /@([A-Za-z0-9.-]+)>?\s*$/.exec(this.settings.from)?.[1] ?? 'tillwatch.invalid';
    const root = `<incident.${kind === 'digest' || kind === 'statement' ? kind : incident.id}@${domain}>`;
    return {
      ...{ from: this.settings.from, to: [...this.settings.to], messageId: `<${key}@${domain}>`, references: root, inReplyTo: root },
      date: new Date(at),
      headers: { 'auto-submitted': 'auto-generated', 'x-tillwatch-key': key },
    };
  }

  private faultOf(error: unknown, isLate: boolean): unknown {
    if (error instanceof OutboundError) return new DeliveryError(OUTBOUND_FAULTS[error.fault], masked(error.message, this.secrets));
    const [fault, what] = isLate ? (['timeout', 'no answer in time'] as const) : (mailFault(error) ?? []);
    if (fault === undefined || what === undefined) return error;
    // Masked before it is cut: a secret that is cut in two would not be found.
    return new DeliveryError(fault, masked(`${this.server.host}: ${what}`, this.secrets).slice(0, MOST_TOLD));
  }
}

const mailErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  responseCode: z.int().optional(),
  response: z.string().optional(),
});

/** 4xx is for the moment, 5xx for good (RFC 5321); without either the connection broke. Undefined where it is no error of mailing. */
function mailFault(error: unknown): readonly [DeliveryFault, string] | undefined {
  const { data } = mailErrorSchema.safeParse(error);
  if (data === undefined) return undefined;
  const { code, responseCode: status } = data;
  const said = `answered ${(data.response ?? '').replace(/\s+/g, ' ').trim()}`;
  if (status !== undefined && status >= 400) return [BUSY.has(status) ? 'busy' : status < 500 ? 'receiver_trouble' : 'refused', said];
  // The mail program keeps the words of TLS, and not its code.
  if (/certificate|altnames/i.test(data.message)) return FAULTS['ETLS'];
  return FAULTS[code] ?? ['unreachable', `the connection broke (${code})`];
}
