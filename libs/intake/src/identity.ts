import type { WireEvent } from '@tillwatch/contract';
import { cleanText } from './clean-text.js';
import type { CheckContext } from './context.js';
import type { TextRules } from './dimensions.js';
import { expectedButFound, type Fault } from './fault.js';
import { anyOf } from './checks.js';
import type { JourneyRules } from './rules.js';

/** Where an event belongs: its journey's rules, or why it belongs nowhere. */
export function journeyOf(wire: WireEvent, context: CheckContext): JourneyRules | Fault {
  const rules = context.rules.get(wire.journey);
  if (rules === undefined) {
    return { path: 'journey', code: 'unknown_journey', message: expectedButFound(anyOf([...context.rules.keys()]), wire.journey) };
  }
  if (rules.stages.has(wire.stage)) return rules;
  return { path: 'stage', code: 'unknown_stage', message: expectedButFound(anyOf([...rules.stages]), wire.stage) };
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
    message: {
      ko: `결제 흐름 ${wire.journey}의 이벤트에는 결제 시도의 id가 필요합니다`,
      en: `an event of journey ${wire.journey} belongs to an attempt; expected the attempt’s id, found nothing`,
    },
  };
}

/** Refuses to revise what is whole attempts and has no state that could be taken back. */
export function revisionFault(wire: WireEvent, alone: boolean): Fault | undefined {
  const { revision } = wire;
  if (!alone || revision === undefined || revision === null || revision === 0) return undefined;
  return {
    path: 'revision',
    code: 'revision_not_possible',
    message: {
      ko: `집계된 이벤트와 모든 이벤트가 한 시도인 결제 흐름은 고칠 수 없습니다. 필요한 값: 0 · 받은 값: ${revision}`,
      en: `an event that stands for whole attempts cannot be revised; expected 0, found ${revision}`,
    },
  };
}
