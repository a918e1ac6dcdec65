import { wireEventSchema, type WireEvent } from '@tillwatch/contract';
import type { LocalisedText, RejectionCode } from '@tillwatch/domain';
import type { z } from 'zod';
import type { Problem } from './problem.js';

/** Checks an event against the contract, so that what the server would refuse is told with its line in the file. */
export function checkEvent(event: Readonly<Record<string, unknown>>): { event?: WireEvent; problems: readonly Problem[] } {
  const checked = wireEventSchema.safeParse(event);
  if (checked.success) return { event: checked.data, problems: [] };
  return { problems: checked.error.issues.map((issue) => toProblem(issue, event)) };
}

const MISSING: LocalisedText = { ko: '값이 없습니다', en: 'has no value' };

function toProblem(issue: z.core.$ZodIssue, event: Readonly<Record<string, unknown>>): Problem {
  const [first, second] = issue.path.map(String);
  const outer = first === undefined ? event : event[first];
  const found = second === undefined || typeof outer !== 'object' || outer === null ? outer : (outer as Record<string, unknown>)[second];
  const path = issue.path.map(String).join('.');
  if (found === undefined) return { code: 'required', path, message: MISSING };
  return { path, ...said(issue) };
}

function said(issue: z.core.$ZodIssue): { code: RejectionCode; message: LocalisedText } {
  if (issue.code === 'too_big') {
    const isText = issue.origin === 'string';
    const ko = isText ? `${issue.maximum}자를 넘습니다` : `${issue.maximum}보다 큽니다`;
    return { code: isText ? 'too_long' : 'out_of_range', message: { ko, en: `is over ${issue.maximum}${isText ? ' characters' : ''}` } };
  }
  if (issue.code === 'too_small') {
    const isText = issue.origin === 'string';
    const message = isText
      ? { ko: '비어 있습니다', en: 'is empty' }
      : { ko: `${issue.minimum}보다 작습니다`, en: `is under ${issue.minimum}` };
    return { code: isText ? 'required' : 'out_of_range', message };
  }
  if (issue.code === 'invalid_type') {
    return { code: 'invalid_type', message: { ko: `형식이 다릅니다 (${issue.expected} 필요)`, en: `expected ${issue.expected}` } };
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    return { code: 'invalid_value', message: { ko: `다음 중 하나여야 합니다: ${values}`, en: `expected one of ${values}` } };
  }
  return { code: 'invalid_value', message: { ko: `올바르지 않은 값입니다 (${issue.message})`, en: issue.message } };
}
