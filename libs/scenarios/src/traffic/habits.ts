import type { Random } from '../chance/random.js';
import type { Issuer } from '../shop/issuers.js';
import type { Shop } from '../shop/shop.js';
import type { StageId } from '../shop/stages.js';
import { drawReason } from './chances.js';
import type { Means } from './customer.js';
import type { RefusedCard, Step } from './step.js';

/** Share of stages during which the page goes out of sight, to another tab or the card company's app, and comes back. */
const HIDES = 0.025;
const HIDDEN_AT: readonly StageId[] = ['method', 'authentication'];
/** Share of payments that are asked for twice within a second. */
const CLICKS_TWICE = 0.015;
const CLICK = { minMs: 60, maxMs: 900 };
/** Share of approved card payments for which another card was tried in vain just before, in the same window. */
const OTHER_CARD = 0.02;
/** Getting out another card takes about this long. */
const FETCHING = { medianMs: 7_000, sigma: 0.5, maxMs: 25_000 };

/** How much longer a habit can make a stage. */
export const LONGEST_HABIT_MS = FETCHING.maxMs;

/** A moment inside a stage, neither at its very beginning nor at its end. */
const during = (random: Random, { startedAt, endedAt }: Step): number =>
  startedAt + Math.round((endedAt - startedAt) * (0.15 + 0.7 * random.next()));

function otherIssuer(shop: Shop, random: Random, issuer: Issuer): Issuer {
  const cards = shop.issuers.get('card');
  const drawn = cards?.draw(random) ?? issuer;
  // Somebody may well own two cards of one company, but only another company shows that it was another card.
  return drawn === issuer ? (cards?.items.find((item) => item !== issuer) ?? issuer) : drawn;
}

function withOtherCard(shop: Shop, random: Random, issuer: Issuer, step: Step): Step {
  const refusedCard: RefusedCard = {
    issuer: otherIssuer(shop, random, issuer).id,
    reason: drawReason(random, step.stage, 'declined', 'card'),
    refusedAt: during(random, step),
  };
  const fetching = Math.min(FETCHING.maxMs, random.lognormal(FETCHING.medianMs, FETCHING.sigma));
  return { ...step, endedAt: step.endedAt + Math.round(fetching), refusedCard };
}

/**
 * Adds what healthy customers do at a stage besides getting through it: a few look elsewhere meanwhile, click twice, or try
 * a second card. None of it changes how the stage ends.
 */
export function withHabits(shop: Shop, random: Random, { method, issuer }: Means, step: Step): Step {
  if (step.outcome !== 'ok' && step.outcome !== 'failed') return step;
  if (HIDDEN_AT.includes(step.stage) && random.chance(HIDES)) return { ...step, hiddenAt: during(random, step) };
  if (step.stage !== 'authorisation') return step;
  if (random.chance(CLICKS_TWICE)) {
    const after = CLICK.minMs + random.below(CLICK.maxMs - CLICK.minMs);
    return { ...step, clickedAgainAt: Math.min(step.startedAt + after, step.endedAt) };
  }
  const paysOtherwise = step.outcome === 'ok' && method === 'card' && issuer !== undefined;
  return paysOtherwise && random.chance(OTHER_CARD) ? withOtherCard(shop, random, issuer, step) : step;
}
