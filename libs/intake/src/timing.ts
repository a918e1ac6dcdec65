import type { WireEvent } from '@tillwatch/contract';
import type { CheckContext } from './context.js';
import type { Fault } from './fault.js';

/** How far a sender's clock may be ahead, in milliseconds. */
export const FUTURE_TOLERANCE_MS = 2 * 60_000;
/** The horizon inside which a repeat is recognised, and with it how late an ordinary event may come. */
export const OLDEST_MS = 47 * 3_600_000;
/** Nothing was sold over this product before; an earlier time is a unit mistaken or a field left empty. */
const EARLIEST = Date.UTC(2000, 0, 1);

function age(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 172_800_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} days`;
}

/** Whether an event's time can be counted. `occurredAt` and `spanMs` in milliseconds. */
export function timingFault(wire: WireEvent, occurredAt: number, spanMs: number, context: CheckContext): Fault | undefined {
  const path = 'occurredAt';
  const ahead = occurredAt + spanMs - context.now;
  if (ahead > FUTURE_TOLERANCE_MS) {
    const what = spanMs > 0 ? 'the end of the span is' : 'it is';
    return { path, code: 'in_future', message: `${what} ${age(ahead)} ahead of the server’s clock; at most 2 min is accepted` };
  }
  if (wire.backfill === true) return backfillFault(occurredAt, context);
  if (context.now - occurredAt <= OLDEST_MS) return undefined;
  const message = `it is ${age(context.now - occurredAt)} old; at most 47 h is accepted. Send history with "backfill": true`;
  return { path, code: 'too_old', message };
}

function backfillFault(occurredAt: number, context: CheckContext): Fault | undefined {
  if (!context.mayBackfill) {
    return { path: 'backfill', code: 'scope_missing', message: 'sending history needs a key with the scope events:backfill' };
  }
  if (occurredAt >= EARLIEST) return undefined;
  return { path: 'occurredAt', code: 'out_of_range', message: 'expected a time from 2000-01-01 on' };
}
