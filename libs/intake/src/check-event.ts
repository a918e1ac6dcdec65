import { MAX_ID_LENGTH, type WireEvent } from '@tillwatch/contract';
import type { StageEvent } from '@tillwatch/domain';
import { holdsCard } from './card-number.js';
import type { CheckContext } from './context.js';
import { shownPath, UnreadableItem, type Fault } from './fault.js';
import type { NoticeOf } from './notices.js';
import { normalise } from './normalise.js';
import { scanEvent } from './scan.js';
import { shapeFault } from './shape.js';

/**
 * Turns one raw event into a domain event, or says why it cannot be accepted. Never throws, whatever `raw` is.
 * It is looked through for card numbers first, because every later message may show what it found.
 */
export function checkEvent(raw: unknown, context: CheckContext): StageEvent | Fault {
  if (raw instanceof UnreadableItem) return raw.fault;
  const scan = scanEvent(raw);
  return scan.fault ?? shapeFault(raw) ?? normalise(raw as WireEvent, { dirty: scan.dirty, context });
}

/** A fault with the event it is in. */
export interface RejectedEvent extends Fault {
  /** Position in the request, from 0. */
  readonly index: number;
  /** The event's id where one could be read and shows nothing secret. */
  readonly id?: string;
}

/** What became of the events of one request. `accepted.length + rejections.length` is their number. */
export interface CheckedEvents {
  readonly accepted: readonly StageEvent[];
  readonly rejections: readonly RejectedEvent[];
  readonly notices: readonly NoticeOf[];
}

/** Checks all events of a request; a bad one costs no other. */
export function checkEvents(items: readonly unknown[], context: CheckContext): CheckedEvents {
  const accepted: StageEvent[] = [];
  const rejections: RejectedEvent[] = [];
  items.forEach((raw, index) => {
    const checked = checkEvent(raw, context);
    if ('message' in checked) rejections.push({ index, ...idOf(raw), ...checked, path: shownPath(checked.path) });
    else accepted.push(checked);
  });
  return { accepted, rejections, notices: context.notices.list() };
}

/** The id of a rejected event, where it has one that can be shown. */
function idOf(raw: unknown): { id?: string } {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return {};
  const { id } = raw;
  if (typeof id !== 'string' || id.length > MAX_ID_LENGTH || holdsCard(id)) return {};
  return { id };
}
