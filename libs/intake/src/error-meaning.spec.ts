import { loadCatalogue } from '@tillwatch/catalogue';
import type { WireEvent } from '@tillwatch/contract';
import { join } from 'node:path';
import { checkEvent } from './check-event.js';
import { readOutcome, type ReadOutcome } from './error-meaning.js';
import { Notices } from './notices.js';
import { compileRules } from './rules.js';
import { UserAgents } from './user-agent.js';

const { errors, journeys } = loadCatalogue([join(__dirname, '../../../config')]);
const rules = compileRules(journeys);
const now = Date.parse('2026-11-22T05:03:30Z');

const wire = (more: Partial<WireEvent>): WireEvent => ({
  id: 'pay_1:authorisation:1',
  journey: 'checkout',
  stage: 'authorisation',
  attempt: 'pay_1',
  outcome: 'failed',
  occurredAt: '2026-11-22T05:03:21Z',
  dimensions: { provider: 'nhn-kcp', method: 'card' },
  ...more,
});
const read = (more: Partial<WireEvent>): ReadOutcome => {
  const event = wire(more);
  return readOutcome(event, event.error?.code ?? undefined, errors);
};

describe('the outcome of an event with an error', () => {
  it.each([
    ['CC98', 'system', 'issuer_unavailable'],
    ['CC10', 'declined', 'insufficient_funds'],
    ['9999', 'unknown', 'unknown'],
    ['ZZZZ', 'unknown', 'unknown'],
  ])('is a failure of the class of its category: %s is %s', (code, failureClass, errorCategory) => {
    expect(read({ error: { code } })).toEqual({ outcome: 'failed', failureClass, errorCategory });
  });

  it('keeps the class that the sender gives, and the category beside it', () => {
    expect(read({ class: 'declined', error: { code: 'CC98' } })).toEqual({
      ...{ outcome: 'failed', failureClass: 'declined', errorCategory: 'issuer_unavailable' },
    });
    expect(read({ class: 'system', error: { code: '3001' } })).toEqual({
      ...{ outcome: 'failed', failureClass: 'system', errorCategory: 'customer_cancelled' },
    });
  });

  it('is drop-off where the customer cancelled or let the time pass', () => {
    for (const [code, errorCategory] of [
      ['3001', 'customer_cancelled'],
      ['8310', 'abandoned'],
    ]) {
      expect(read({ error: { code } })).toEqual({ outcome: 'abandoned', failureClass: undefined, errorCategory });
    }
  });

  it('is none yet where the same request came twice', () => {
    expect(read({ error: { code: '8128' } })).toEqual({ outcome: 'started', failureClass: undefined, errorCategory: 'duplicate' });
  });

  it('stays what it is without a failure, with the category only where somebody left', () => {
    expect(read({ outcome: 'ok', error: { code: 'CC98' } })).toEqual({ outcome: 'ok', failureClass: undefined, errorCategory: undefined });
    expect(read({ outcome: 'abandoned', class: 'system', error: { code: '8128' } })).toEqual({
      ...{ outcome: 'abandoned', failureClass: undefined, errorCategory: 'duplicate' },
    });
  });

  it('has no category where nothing was said of an error', () => {
    for (const error of [undefined, null, {}, { code: null, message: '' }]) {
      expect(read({ error })).toEqual({ outcome: 'failed', failureClass: 'unknown', errorCategory: undefined });
    }
  });

  it('is read from the text where there is no code, and makes do without provider and method', () => {
    expect(read({ error: { message: '잔액이 부족합니다' } })).toMatchObject({
      failureClass: 'declined',
      errorCategory: 'insufficient_funds',
    });
    expect(read({ dimensions: null, error: { code: 'window_blocked' } })).toMatchObject({ errorCategory: 'client_error' });
    expect(read({ dimensions: { provider: 7, method: true }, error: { code: 'CC98' } })).toMatchObject({
      ...{ failureClass: 'system', errorCategory: 'issuer_unavailable' },
    });
  });
});

describe('an accepted event', () => {
  const accepted = (more: Partial<WireEvent>) => {
    const context = {
      now,
      tenant: 't',
      merchant: '*',
      mayBackfill: true,
      rules,
      userAgents: new UserAgents(),
      errors,
      notices: new Notices(),
    };
    return checkEvent(wire(more), context);
  };

  it('carries outcome, class, code and category, and never the message', () => {
    const event = accepted({ error: { code: 'CC98', message: '카드사 시스템 장애 010-1234' } });
    expect(event).toMatchObject({ outcome: 'failed', failureClass: 'system', errorCode: 'CC98', errorCategory: 'issuer_unavailable' });
    expect(JSON.stringify(event)).not.toContain('장애');
  });

  it('has neither code nor category where both texts are empty', () => {
    expect(accepted({ error: { code: '', message: '' } })).toMatchObject({ errorCode: undefined, errorCategory: undefined });
  });

  it('has the same fields in the same order, with an error or without', () => {
    const shapes = [accepted({ outcome: 'ok' }), accepted({ error: { code: '3001' } }), accepted({ error: { message: '한도' } })];
    expect(new Set(shapes.map((event) => Object.keys(event).join())).size).toBe(1);
  });

  it('ends no attempt where it turned out to conclude nothing', () => {
    expect(accepted({ final: true, error: { code: '8128' } })).toMatchObject({ outcome: 'started', final: undefined });
    expect(accepted({ final: true, error: { code: '3001' } })).toMatchObject({ outcome: 'abandoned', final: true });
    expect(accepted({ final: true, outcome: 'started' })).toMatchObject({ outcome: 'started', final: true });
  });
});
