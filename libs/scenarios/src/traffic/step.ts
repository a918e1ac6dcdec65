import type { Reason } from '../shop/reasons.js';
import type { StageId } from '../shop/stages.js';
import type { Customer, Means } from './customer.js';

/** How one stage of one attempt went. `open`: nobody ever reported an outcome. */
export interface Step {
  readonly stage: StageId;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly outcome: 'ok' | 'failed' | 'abandoned' | 'open';
  /** Only where it failed. */
  readonly reason?: Reason;
  /** It did not end by itself: where an outcome is told, that comes long after the customer has gone. */
  readonly hung?: true;
  /** When the customer, impatient, asked for the same thing once more while it was under way. */
  readonly clickedAgainAt?: number;
  /** When the page went out of sight, as for good, though its customer came back to it. */
  readonly hiddenAt?: number;
  /** The card that was refused before the one that settled the matter. */
  readonly refusedCard?: RefusedCard;
}

/** A card that was tried and refused inside a stage which then went on with another. */
export interface RefusedCard {
  readonly issuer: string;
  readonly reason: Reason;
  readonly refusedAt: number;
}

/** One pass through the checkout, from beginning to end. */
export interface Attempt {
  readonly id: string;
  readonly purchase: string;
  readonly customer: Customer;
  readonly means: Means;
  readonly steps: readonly Step[];
}
