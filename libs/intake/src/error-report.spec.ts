import { loadCatalogue } from '@tillwatch/catalogue';
import type { WireEvent } from '@tillwatch/contract';
import { join } from 'node:path';
import { checkEvent } from './check-event.js';
import { errorReport } from './error-report.js';
import { Notices } from './notices.js';
import { compileRules } from './rules.js';
import { UserAgents } from './user-agent.js';

const { errors, journeys } = loadCatalogue([join(__dirname, '../../../config')]);
const checks = { tenant: 't', merchant: '*', mayBackfill: true, rules: compileRules(journeys), userAgents: new UserAgents(), errors };

function report(more: Partial<WireEvent>) {
  const wire: WireEvent = {
    ...{ id: 'e1', journey: 'checkout', stage: 'authorisation', attempt: 'a1', outcome: 'failed' },
    ...{ occurredAt: '2026-11-22T05:03:21Z', dimensions: { provider: 'nhn-kcp', method: 'card' } },
    ...more,
  };
  const event = checkEvent(wire, { ...checks, now: Date.parse('2026-11-22T05:03:30Z'), notices: new Notices() });
  if ('message' in event) throw new Error(event.message.en);
  return errorReport(wire, event, errors);
}

describe('what an event reports of an error', () => {
  it('is its code, category and how it was found; no message where the code says it', () => {
    expect(report({ error: { code: 'CC98', message: '비밀' } })).toEqual({
      ...{ provider: 'nhn-kcp', method: 'card', code: 'CC98', category: 'issuer_unavailable', how: 'code', message: '' },
    });
  });

  it('has a redacted message where only the text, or nothing, gives it away', () => {
    expect(report({ error: { code: 'ZZ1', message: '잔액부족 010-1234-5678' } })).toMatchObject({
      ...{ code: 'ZZ1', category: 'insufficient_funds', how: 'text', message: '잔액부족 ***-****-****' },
    });
    expect(report({ error: { code: 'ZZ1', message: '?!' } })).toMatchObject({ category: 'unknown', how: 'none', message: '?!' });
    expect(report({ dimensions: null, error: { message: '한도' } })).toMatchObject({ provider: '', method: '', code: '', how: 'text' });
  });

  it('is there for a failure that says nothing, and for a drop-off only with an error', () => {
    expect(report({})).toMatchObject({ code: '', category: 'unknown', how: 'none', message: '' });
    expect(report({ outcome: 'abandoned' })).toBeUndefined();
    expect(report({ class: 'system' })).toBeUndefined();
    expect(report({ backfill: true })).toBeUndefined();
    expect(report({ count: 7 })).toBeUndefined();
    expect(report({ error: { code: '3001' } })).toMatchObject({ category: 'customer_cancelled', how: 'code' });
    expect(report({ outcome: 'ok', error: { code: 'CC98' } })).toBeUndefined();
    expect(report({ error: { code: '8128' } })).toBeUndefined();
  });
});
