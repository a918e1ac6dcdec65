import { OutboundError, type Outbound, type OutboundAnswer, type OutboundFault, type OutboundRequest } from '@tillwatch/outbound';
import { DeliveryError, type DeliveryFault } from '../channel.js';
import { retryAfterMs } from '../retry.js';
import { masked, secretsOf } from './secrets.js';

/** Services answer within a second or two; what takes this long (ms) is tried again. Two of them fit in the time a lane is held. */
export const SEND_TIMEOUT_MS = 12_000;
/** Letters of what a receiver says that are kept: it may repeat what was sent. */
const MOST_TOLD = 200;

/** What went wrong on the way, as a fault of a delivery. */
export const OUTBOUND_FAULTS: Readonly<Record<OutboundFault, DeliveryFault>> = {
  bad_url: 'refused',
  forbidden_address: 'forbidden_address',
  unknown_host: 'unreachable',
  unreachable: 'unreachable',
  bad_certificate: 'refused',
  timeout: 'timeout',
};

/** The way of a channel's messages over HTTP. */
export interface HttpWay {
  readonly outbound: Outbound;
  /** How long a request may take altogether, in ms. */
  readonly timeoutMs: number;
  /** Settings that errors must not repeat. */
  readonly secrets: readonly string[];
}

/** Sends messages over HTTP and reads the answers by their status. */
export class HttpSender {
  private readonly secrets: readonly string[];

  /** @param waitIn how long the body of a refusal asks to wait, in ms, where services say so there */
  constructor(
    private readonly way: HttpWay,
    private readonly waitIn: (body: string) => number | undefined = () => undefined,
  ) {
    this.secrets = secretsOf(way.secrets);
  }

  /**
   * 2xx is taken, 408, 425, 429 and 5xx are worth another try, everything else, redirections among it, is refused.
   *
   * @param now ms since the epoch
   * @throws DeliveryError
   */
  async send(asked: Omit<OutboundRequest, 'timeoutMs'>, now: number): Promise<OutboundAnswer> {
    let answer: OutboundAnswer;
    try {
      answer = await this.way.outbound.send({ ...asked, timeoutMs: this.way.timeoutMs });
    } catch (error) {
      if (error instanceof OutboundError) throw new DeliveryError(OUTBOUND_FAULTS[error.fault], masked(error.message, this.secrets));
      throw error;
    }
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw this.refusal(answer, faultOfStatus(answer.status), now);
  }

  /** The error of an answer that is none, in its receiver's words but for what is secret. */
  refusal({ status, headers, body }: OutboundAnswer, fault: DeliveryFault, now: number): DeliveryError {
    // Masked before it is cut: a secret that is cut in two would not be found.
    const said = masked(body, this.secrets).replace(/\s+/g, ' ').trim().slice(0, MOST_TOLD);
    const wait = this.waitIn(body) ?? retryAfterMs(headers['retry-after'], now);
    return new DeliveryError(fault, `answered ${String(status)}${said === '' ? '' : `: ${said}`}`, wait);
  }
}

function faultOfStatus(status: number): DeliveryFault {
  if (status === 429) return 'busy';
  if (status === 410) return 'gone';
  if (status === 408 || status === 425) return 'timeout';
  return status >= 500 ? 'receiver_trouble' : 'refused';
}

/** The JSON of an answer; undefined where it is none. */
export function jsonOf({ body }: Pick<OutboundAnswer, 'body'>): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
