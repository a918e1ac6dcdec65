import type {
  ChannelTestAnswer,
  NotificationsAnswer,
  PrecisionAnswer,
  SilencePreviewAnswer,
  SilenceRequest,
  SilencesAnswer,
} from '@tillwatch/contract';
import { ApiError, ask } from './client.js';
import type { Asker } from './errors.js';

/** Takes an answer that has a field for what it should be: a proxy in between may have said something else. */
function answered(answer: unknown, field: string): object {
  if (typeof answer === 'object' && answer !== null && field in answer) return answer;
  throw new ApiError(200, 'unreadable', `The answer has no ${field}.`);
}

/** Which notifications are read: before an answer's `next`, and those alone that were given up. */
export interface NotificationsAsked {
  readonly before?: string;
  readonly lost?: boolean;
}

/** Channels, routes, today's counts and notifications. Throws {@link ApiError}, or TypeError where the server is away. */
export async function readNotifications(asker: Asker, { before, lost = false }: NotificationsAsked = {}): Promise<NotificationsAnswer> {
  const asked = [before === undefined ? '' : `&before=${encodeURIComponent(before)}`, lost ? '&state=dead' : ''];
  const query = `limit=50${asked.join('')}`;
  return answered(await ask({ method: 'GET', path: `/v1/notifications?${query}`, ...asker }), 'channels') as NotificationsAnswer;
}

/** How much of what each rule raised was real. Throws as {@link readNotifications}. */
export async function readPrecision(asker: Asker): Promise<PrecisionAnswer> {
  return answered(await ask({ method: 'GET', path: '/v1/notifications/precision', ...asker }), 'rules') as PrecisionAnswer;
}

/** Has one sent that was given up. Throws as {@link readNotifications}. */
export async function sendAgain(id: string, asker: Asker): Promise<void> {
  await ask({ method: 'POST', path: `/v1/notifications/${encodeURIComponent(id)}/send-again`, ...asker });
}

/** Sends a test through a channel. Throws as {@link readNotifications}. */
export async function testChannel(id: string, asker: Asker): Promise<ChannelTestAnswer> {
  const path = `/v1/channels/${encodeURIComponent(id)}/test`;
  return answered(await ask({ method: 'POST', path, ...asker }), 'delivered') as ChannelTestAnswer;
}

/** Silences that hold, and those of the last days. Throws as {@link readNotifications}. */
export async function readSilences(asker: Asker): Promise<SilencesAnswer> {
  return answered(await ask({ method: 'GET', path: '/v1/silences', ...asker }), 'silences') as SilencesAnswer;
}

/** What a silence would take. Throws as {@link readNotifications}. */
export async function previewSilence(when: SilenceRequest['when'], asker: Asker): Promise<SilencePreviewAnswer> {
  return answered(await ask({ method: 'POST', path: '/v1/silences/preview', body: { when }, ...asker }), 'lately') as SilencePreviewAnswer;
}

/** Begins one. Throws as {@link readNotifications}. */
export async function beginSilence(request: SilenceRequest, asker: Asker): Promise<void> {
  await ask({ method: 'POST', path: '/v1/silences', body: request, ...asker });
}

/** Ends one. Throws as {@link readNotifications}. */
export async function endSilence(id: string, asker: Asker): Promise<void> {
  await ask({ method: 'DELETE', path: `/v1/silences/${encodeURIComponent(id)}`, ...asker });
}
