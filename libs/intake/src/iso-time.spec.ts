import fc from 'fast-check';
import { z } from 'zod';
import { parseInstant } from './iso-time.js';

const schema = z.iso.datetime({ offset: true });
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** Mostly right, sometimes just past an edge. */
const almostInstant = fc
  .record({
    year: fc.integer({ min: 0, max: 9999 }),
    month: fc.integer({ min: 0, max: 13 }),
    day: fc.integer({ min: 0, max: 32 }),
    hour: fc.integer({ min: 0, max: 24 }),
    minute: fc.integer({ min: 0, max: 60 }),
    second: fc.integer({ min: 0, max: 60 }),
    fraction: fc.constantFrom('', '.', '.1', '.12', '.123', '.123456789', '.9999'),
    zone: fc.constantFrom('Z', 'z', '', '+09:00', '-23:59', '+24:00', '+0900', '-00:00', '+09:60', 'Z ', '+9:00'),
    between: fc.constantFrom('T', 'T', 'T', ' ', 't'),
  })
  .map(
    (t) =>
      `${pad(t.year, 4)}-${pad(t.month)}-${pad(t.day)}${t.between}${pad(t.hour)}:${pad(t.minute)}:${pad(t.second)}${t.fraction}${t.zone}`,
  );

const expectSame = (text: string): void => {
  const ours = parseInstant(text);
  expect({ text, ok: !Number.isNaN(ours) }).toEqual({ text, ok: schema.safeParse(text).success });
  if (!Number.isNaN(ours)) expect({ text, at: ours }).toEqual({ text, at: Date.parse(text) });
};

describe('parseInstant', () => {
  it('accepts what the schema accepts and reads it as Date does', () => {
    fc.assert(fc.property(almostInstant, expectSame), { numRuns: 3_000 });
  });

  it('agrees on every real instant', () => {
    const instants = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(fc.property(instants, (date) => expectSame(date.toISOString())));
  });

  it('agrees on arbitrary and on damaged text', () => {
    const damaged = fc
      .tuple(fc.nat(23), fc.string({ maxLength: 2 }))
      .map(([at, text]) => `${'2026-11-22T05:03:21.120Z'.slice(0, at)}${text}${'2026-11-22T05:03:21.120Z'.slice(at + 1)}`);
    fc.assert(fc.property(fc.oneof(fc.string(), damaged), expectSame), { numRuns: 2_000 });
  });

  it('knows leap years', () => {
    for (const text of ['2024-02-29T00:00:00Z', '2026-02-29T00:00:00Z', '1900-02-29T00:00:00Z', '2000-02-29T00:00:00Z']) expectSame(text);
  });
});
