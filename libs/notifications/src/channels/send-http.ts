import { OutboundError, type Outbound, type OutboundAnswer, type OutboundFault, type OutboundRequest } from '@tillwatch/outbound';
import { DeliveryError, type DeliveryFault } from '../channel.js';
import { retryAfterMs } from '../retry.js';

/** Services answer within a second or two; what takes this long is tried again. */
const TIMEOUT_MS = 15_000;
/** Letters of what a receiver says that are kept: it may repeat what was sent. */
const MOST_TOLD = 200;

const FAULTS: Readonly<Record<OutboundFault, DeliveryFault>> = {
  bad_url: 'refused',
  forbidden_address: 'forbidden_address',
  unknown_host: 'unreachable',
  unreachable: 'unreachable',
  bad_certificate: 'refused',
  timeout: 'timeout',
};

/**
 * Sends a message over HTTP and reads the answer by its status: 2xx is taken, 408, 425, 429 and 5xx are worth another try, everything
 * else, redirections among it, is refused.
 *
 * @throws DeliveryError
 */
export async function sendHttp(outbound: Outbound, asked: Omit<OutboundRequest, 'timeoutMs'>, now: number): Promise<OutboundAnswer> {
  let answer: OutboundAnswer;
  try {
    answer = await outbound.send({ ...asked, timeoutMs: TIMEOUT_MS });
  } catch (error) {
    if (error instanceof OutboundError) throw new DeliveryError(FAULTS[error.fault], error.message);
    throw error;
  }
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw refusal(answer, now);
}

function refusal({ status, headers, body }: OutboundAnswer, now: number): DeliveryError {
  const said = body.replace(/\s+/g, ' ').trim().slice(0, MOST_TOLD);
  const text = `answered ${String(status)}${said === '' ? '' : `: ${said}`}`;
  if (status === 429) return new DeliveryError('busy', text, retryAfterMs(headers['retry-after'], now));
  if (status === 410) return new DeliveryError('gone', text);
  if (status === 408 || status === 425) return new DeliveryError('timeout', text);
  if (status >= 500) return new DeliveryError('receiver_trouble', text, retryAfterMs(headers['retry-after'], now));
  return new DeliveryError('refused', text);
}
