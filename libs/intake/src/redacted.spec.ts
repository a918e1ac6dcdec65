import { MAX_SAMPLE_LENGTH, redacted } from './redacted.js';

describe('a message that is kept as a sample', () => {
  it.each([
    ['잔액이 부족합니다', '잔액이 부족합니다'],
    ['연락처 010-1234-5678로 문의', '연락처 ***-****-****로 문의'],
    ['주민번호 900101-1234567', '주민번호 ******-*******'],
    ['order 20261122 for kim.lee+pay@example.co.kr failed', 'order ******** for ***@*** failed'],
    ['０１０－１２３４－５６７８', '***-****-****'],
    ['٠١٢٣٤٥', '٠١٢٣٤٥'],
    ['error 54 after 3 tries at 14:03', 'error 54 after 3 tries at 14:03'],
    ['12 34 56', '** ** **'],
    ['no such key: sk_live_51H8xQ2eZvKYlo2C', 'no such key: ***'],
    ['INVALID_AUTHORIZE_AUTHENTICATION_REQUEST', 'INVALID_AUTHORIZE_AUTHENTICATION_REQUEST'],
    ['two\r\nlines\tand\u0000 a \u202eturn, 12\u200b34', 'two lines and a turn, ****'],
    ['', ''],
  ])('%j is kept as %j', (message, kept) => {
    expect(redacted(message)).toBe(kept);
  });

  it('is short, whatever came, and never ends in half a character', () => {
    expect(redacted('가'.repeat(1_000))).toHaveLength(MAX_SAMPLE_LENGTH);
    const kept = redacted(`${'x'.repeat(MAX_SAMPLE_LENGTH - 2)}😀😀`);
    expect(kept.endsWith('x…')).toBe(true);
  });

  it('is made in no time of the longest text', () => {
    const started = performance.now();
    for (const text of ['a'.repeat(1e6), '@'.repeat(1e6), '1 '.repeat(5e5), 'a1'.repeat(5e5)]) redacted(text);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
