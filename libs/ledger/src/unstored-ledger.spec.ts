import type { StageEvent } from '@tillwatch/domain';
import { UnstoredLedger } from './unstored-ledger.js';

const START = Date.UTC(2026, 10, 22, 5, 0, 0);
const HOUR = 3_600_000;

const event = (id: string, over: Partial<StageEvent> = {}): StageEvent => ({
  ...{ tenant: 'default', id, journey: 'checkout', stage: 'authorisation', attempt: id, reporter: 'server', outcome: 'ok' },
  ...{ revision: 0, occurredAt: START, receivedAt: START, dimensions: {}, count: 1, spanMs: 0, backfill: false },
  ...over,
});

describe('a ledger that stores nothing', () => {
  it('appends an id once: within a batch, in a later one, and up to 47 hours later', () => {
    const ledger = new UnstoredLedger();
    expect(ledger.append([event('a'), event('a'), event('b')], START)).toMatchObject({ duplicates: 1, batch: { at: START } });
    expect(ledger.append([event('a'), event('c')], START + HOUR)).toMatchObject({ duplicates: 1, batch: { events: [{}] } });
    expect(ledger.append([event('a')], START + 47 * HOUR).duplicates).toBe(1);
  });

  it('tells tenants and the seconds that events were sent with apart, as the stored one does', () => {
    const ledger = new UnstoredLedger();
    ledger.append([event('a')], START);
    expect(ledger.append([event('a', { tenant: 'other' }), event('a', { occurredAt: START + 1_000 })], START).duplicates).toBe(0);
  });

  it('remembers history for good, and other events as long as they would be accepted', () => {
    const ledger = new UnstoredLedger();
    const past = event('h', { occurredAt: START - 900 * HOUR, backfill: true });
    ledger.append([past, event('a')], START);
    const later = ledger.append([past, event('a')], START + 49 * HOUR);
    expect(later).toMatchObject({ duplicates: 1, batch: { events: [{ backfill: false }] } });
  });
});
