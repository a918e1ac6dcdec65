import type { WireEvent } from '@tillwatch/contract';
import { cleanText } from './clean-text.js';
import type { CheckContext } from './context.js';
import type { TextRules } from './dimensions.js';
import { found, type Fault } from './fault.js';
import type { JourneyRules } from './rules.js';

/** Where an event belongs: its journey's rules, or why it belongs nowhere. */
export function journeyOf(wire: WireEvent, context: CheckContext): JourneyRules | Fault {
  const rules = context.rules.get(wire.journey);
  if (rules === undefined) {
    const known = [...context.rules.keys()].join(', ');
    return { path: 'journey', code: 'unknown_journey', message: `expected one of ${known}; found ${found(wire.journey)}` };
  }
  if (rules.stages.has(wire.stage)) return rules;
  const message = `expected a stage of ${wire.journey}: ${[...rules.stages].join(', ')}; found ${found(wire.stage)}`;
  return { path: 'stage', code: 'unknown_stage', message };
}

/** An id as it is kept: whole, cleaned where needed. */
export function cleanId(id: string, path: string, rules: TextRules): string {
  if (!rules.dirty) return id;
  const clean = cleanText(id);
  if (clean !== id) rules.context.notices.note('text_cleaned', path);
  return clean;
}

/** Which attempt an event belongs to; a fault where it does not say and cannot stand alone. */
export function attemptOf(wire: WireEvent, id: string, alone: boolean, rules: TextRules): string | Fault {
  const { attempt } = wire;
  if (attempt !== undefined && attempt !== null) return cleanId(attempt, 'attempt', rules);
  if (alone) return id;
  return {
    path: 'attempt',
    code: 'required',
    message: `events of journey ${wire.journey} belong to an attempt; expected its id, found nothing`,
  };
}

/** Refuses to revise what is whole attempts and has no state that could be taken back. */
export function revisionFault(wire: WireEvent, alone: boolean): Fault | undefined {
  const { revision } = wire;
  if (!alone || revision === undefined || revision === null || revision === 0) return undefined;
  const why = (wire.count ?? 1) > 1 ? 'a counted event' : `an event of journey ${wire.journey}`;
  return {
    path: 'revision',
    code: 'revision_not_possible',
    message: `${why} is whole attempts and cannot be revised; expected 0, found ${revision}`,
  };
}
