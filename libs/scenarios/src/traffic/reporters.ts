import type { WireEvent } from '@tillwatch/contract';
import type { Reporter } from '@tillwatch/domain';
import type { StageId } from '../shop/stages.js';
import type { Step } from './step.js';

/** Dimensions as an event carries them. */
export type Dimensions = NonNullable<WireEvent['dimensions']>;

/** Who sees a stage begin. What goes on inside the payment window is hidden from the page, but that somebody is there is not. */
export const OPENED_BY: Readonly<Record<StageId, Reporter>> = {
  opened: 'page',
  method: 'page',
  window: 'page',
  authentication: 'page',
  authorisation: 'server',
  confirmation: 'server',
  completion: 'page',
};

/** Who knows for sure how a stage ended. */
export function concludedBy({ stage, outcome, reason }: Step): Reporter {
  switch (stage) {
    case 'opened':
    case 'method':
    case 'completion':
      return 'page';
    case 'window':
      // The provider has the payment on its books once its window is up; that it is not, only the page sees.
      return outcome === 'ok' ? 'server' : 'page';
    case 'authentication':
      return outcome === 'abandoned' || reason === 'client_error' ? 'page' : 'provider';
    case 'authorisation':
      return reason === 'client_error' || reason === 'merchant_error' ? 'server' : 'provider';
    case 'confirmation':
      return 'server';
  }
}

const KNOWN: Readonly<Record<Reporter, readonly string[]>> = {
  page: ['merchant', 'region', 'channel', 'method', 'provider'],
  server: ['merchant', 'method', 'provider'],
  provider: ['merchant', 'method', 'provider', 'issuer'],
};

/** What of an attempt's dimensions this reporter knows. */
export function knownTo(reporter: Reporter, dimensions: Dimensions): Dimensions {
  const known: Dimensions = {};
  for (const name of KNOWN[reporter]) if (dimensions[name] !== undefined) known[name] = dimensions[name];
  return known;
}
