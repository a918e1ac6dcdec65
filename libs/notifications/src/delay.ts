import type { Notification } from './notification.js';

/** How long messages took from verdict to delivery, in ms, and of how many that were sent. */
export interface Delay {
  readonly of: number;
  readonly p50: number;
  readonly p95: number;
}

/** The delay of those that were sent; null where none was. Statements, which nothing is waiting for, are not among them. */
export function delayOf(notifications: readonly Notification[]): Delay | null {
  const delays = notifications
    .filter(({ state, kind }) => state === 'sent' && kind !== 'statement')
    .flatMap(({ judgedAt, deliveredAt }) => (deliveredAt === null ? [] : [deliveredAt - judgedAt]))
    .sort((a, b) => a - b);
  const at = (share: number): number => delays[Math.min(delays.length - 1, Math.floor(share * delays.length))] ?? 0;
  return delays.length === 0 ? null : { of: delays.length, p50: at(0.5), p95: at(0.95) };
}
