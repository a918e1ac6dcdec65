import type { DeliveryKind } from '../channel.js';

/** What is told in a message of its own beside the one that is edited: an edit rings no phone. */
export const RINGS: ReadonlySet<DeliveryKind> = new Set(['reopened', 'worse', 'escalated']);
