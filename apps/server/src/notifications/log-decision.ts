import type { Heard } from '@tillwatch/notifications';
import type { Logger } from 'pino';

/** Logs what was decided about a change of an incident: who is told what, and who is not and why. That nothing changed is for those who look closely. */
export function logDecision(log: Logger, { incident, told, held, isNew }: Heard): void {
  for (const { id, channel, kind } of told) log.info({ incident, channel, kind, notification: id }, 'a channel is to be told');
  if (!isNew) return;
  for (const { channel, reason } of held) {
    const level = reason === 'unchanged' ? 'debug' : 'info';
    log[level]({ incident, channel, reason }, 'a channel is not told');
  }
}
