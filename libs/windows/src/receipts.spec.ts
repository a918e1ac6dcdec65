import { DECLINED, OK, SYSTEM } from '@tillwatch/attempts';
import { Receipts } from './receipts.js';

const AT = 1_795_323_800_000;

it('tells when the first failure came that happened at a time or after it, of its scope', () => {
  const receipts = new Receipts();
  receipts.note(0, SYSTEM, { occurredAt: AT - 2_000, at: AT - 1_900 });
  receipts.note(0, OK, { occurredAt: AT, at: AT + 10 });
  receipts.note(1, SYSTEM, { occurredAt: AT, at: AT + 20 });
  receipts.note(0, DECLINED, { occurredAt: AT + 1_400, at: AT + 1_500 });
  receipts.note(0, SYSTEM, { occurredAt: AT + 1_100, at: AT + 1_600 });
  expect(receipts.firstSince(0, AT)).toBe(AT + 1_500);
  expect(receipts.firstSince(1, AT)).toBe(AT + 20);
  expect(receipts.firstSince(0, AT + 2_000)).toBeUndefined();
  expect(receipts.firstSince(2, AT)).toBeUndefined();
});

it('forgets what was half an hour ago, and takes nothing old for new', () => {
  const receipts = new Receipts();
  receipts.note(0, SYSTEM, { occurredAt: AT, at: AT + 10 });
  receipts.note(0, SYSTEM, { occurredAt: AT + 1_800_000, at: AT + 1_800_010 });
  receipts.note(0, SYSTEM, { occurredAt: AT, at: AT + 1_800_020 });
  expect(receipts.firstSince(0, AT)).toBeUndefined();
  expect(receipts.firstSince(0, AT + 1_799_000)).toBe(AT + 1_800_010);
});
