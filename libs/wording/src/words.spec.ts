import { compactCountText, countText, failedOfText, numberText, payingNowText, stalledOfText } from './count.js';
import { ageText, elapsedText, latenessText, ongoingText } from './elapsed.js';
import { withJosa } from './josa.js';
import { languageOf, preferredLanguage } from './language.js';

describe('counts', () => {
  it('separates thousands', () => {
    expect(['0', '999', '1,000', '1,234,567']).toEqual([0, 999, 1_000, 1_234_567].map(numberText));
    expect(countText(1_204, 'ko')).toBe('1,204건');
    expect(failedOfText(66, 1_212, 'ko')).toBe('1,212건 중 66건');
    expect(failedOfText(66, 212, 'en')).toBe('66 of 212');
  });

  it('says of what a number is', () => {
    expect(stalledOfText(37, 1_040, 'ko')).toBe('1,040건 중 37건이 평소보다 오래 대기');
    expect(stalledOfText(37, 40, 'en')).toBe('37 of 40 waiting longer than usual');
    expect([payingNowText(1_123, 'ko'), payingNowText(0, 'en')]).toEqual(['결제 중 1,123명', '0 paying now']);
  });

  it.each([
    [999, '999건', '999'],
    [1_299, '1,299건', '1.2K'],
    [12_999, '1.2만건', '12K'],
    [123_456, '12만건', '123K'],
    [1_990_000, '199만건', '1.9M'],
    [340_000_000, '3.4억건', '340M'],
  ])('shortens %i without claiming more than there is', (n, ko, en) => {
    expect(compactCountText(n, 'ko')).toBe(ko);
    expect(compactCountText(n, 'en')).toBe(en);
  });
});

describe('spans', () => {
  it.each([
    [0, '0초', '0 s'],
    [11_900, '11초', '11 s'],
    [251_000, '4분 11초', '4 min 11 s'],
    [240_000, '4분', '4 min'],
    [3_900_000, '1시간 5분', '1 h 5 min'],
    [97_200_000, '1일 3시간', '1 d 3 h'],
  ])('%i ms lasted %s / %s', (ms, ko, en) => {
    expect(elapsedText(ms, 'ko')).toBe(ko);
    expect(elapsedText(ms, 'en')).toBe(en);
  });

  it('tells what is going on, late or old', () => {
    expect(ongoingText(251_000, 'ko')).toBe('4분째');
    expect(ongoingText(251_000, 'en')).toBe('4 min');
    expect(latenessText(38_400, 'ko')).toBe('38초');
    expect([800, 9_949, 12_400, 190_000].map((ms) => ageText(ms, 'ko'))).toEqual(['0.8초 전', '9.9초 전', '12초 전', '3분 전']);
    expect(ageText(800, 'en')).toBe('0.8 s ago');
    expect(ageText(-300, 'en')).toBe('0.0 s ago');
  });
});

describe('particles', () => {
  it.each([
    ['인증', '이/가', '인증이'],
    ['카드', '이/가', '카드가'],
    ['서울', '으로/로', '서울로'],
    ['부산', '으로/로', '부산으로'],
    ['승인', '을/를', '승인을'],
    ['IE 10', '은/는', 'IE 10은'],
    ['PAYCO', '과/와', 'PAYCO와'],
    ['이지페이(KICC)', '이/가', '이지페이(KICC)가'],
  ] as const)('%s takes the right form of %s', (word, josa, text) => {
    expect(withJosa(word, josa)).toBe(text);
  });

  it('listens to the reading where spelling misleads', () => {
    expect(withJosa('Chrome', '이/가')).toBe('Chrome가');
    expect(withJosa('Chrome', '이/가', '크롬')).toBe('Chrome이');
  });
});

describe('languages', () => {
  it('reads a tag', () => {
    expect([languageOf('ko-KR'), languageOf('EN'), languageOf('fr'), languageOf(null)]).toEqual(['ko', 'en', undefined, undefined]);
  });

  it('takes the first that is ours, else English', () => {
    expect(preferredLanguage(['fr', 'ko-KR', 'en'])).toBe('ko');
    expect(preferredLanguage(['ja'])).toBe('en');
  });
});
