import type { LocalisedText } from '@tillwatch/domain';
import type { z } from 'zod';

/** Sentences for what a schema's error text names: what a value that breaks that rule should have been. */
export type Rules = Readonly<Record<string, LocalisedText>>;

/** Rules that a regular expression or a check says less well than a sentence; schemas name them as their error text. */
export const RULES: Rules = {
  name: {
    ko: '소문자로 시작하고 소문자, 숫자, "-", "_"만 쓴 64자 이하의 이름이어야 합니다',
    en: 'expected a name of at most 64 lower-case letters, digits, "-" and "_", starting with a letter or "_"',
  },
  duration: { ko: '30s, 30m, 2h, 1d 같은 길이여야 합니다', en: 'expected a length of time such as 30s, 30m, 2h or 1d' },
  errorCode: {
    ko: "코드여야 합니다: 숫자면 따옴표로 '0054', 범위 CC16..CC22, 모양 5??050, 앞부분 CCP*",
    en: "expected codes: '0054' (numbers in quotes), a range CC16..CC22, a shape 5??050, a beginning CCP*",
  },
  errorText: {
    ko: '두 글자 이상의 보통 글이어야 합니다. 정규식은 쓰지 않고, 사이에 아무것이나 와도 되는 곳은 "*"로 씁니다',
    en: 'expected plain text of at least two characters, no regular expression; "*" stands for anything in between',
  },
  clock: { ko: '00:00~23:59 형식의 시각이어야 합니다', en: 'expected a time of day such as 23:30' },
  moment: { ko: '2026-02-15T01:00 같은 날짜와 시각이어야 합니다', en: 'expected a date and time such as 2026-02-15T01:00' },
  timeZone: { ko: 'Asia/Seoul 같은 시간대 이름이어야 합니다', en: 'expected the name of a time zone such as Asia/Seoul' },
  currency: { ko: 'KRW 같은 통화 코드여야 합니다', en: 'expected a currency code such as KRW' },
  jsonPath: { ko: 'embeds.0.description 같은 자리여야 합니다', en: 'expected a path such as embeds.0.description' },
  headerName: { ko: 'content-type 같은 헤더 이름이어야 합니다', en: 'expected the name of a header such as content-type' },
  settingName: {
    ko: '소문자로 시작하고 영문자와 숫자만 쓴 40자 이하의 이름이어야 합니다',
    en: 'expected a name of at most 40 letters and digits, starting with a lower-case letter',
  },
  windowSeconds: { ko: '10의 배수여야 합니다', en: 'expected a multiple of 10 (seconds)' },
};

const TYPES: Readonly<Record<string, LocalisedText>> = {
  string: { ko: '문자열', en: 'text' },
  number: { ko: '숫자', en: 'a number' },
  int: { ko: '정수', en: 'a whole number' },
  boolean: { ko: 'true 또는 false', en: 'true or false' },
  array: { ko: '목록', en: 'a list' },
  object: { ko: '"이름: 값" 묶음', en: 'a mapping of names to values' },
  record: { ko: '"이름: 값" 묶음', en: 'a mapping of names to values' },
};

/** Shows a value as the reader wrote it, short enough for one line. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.length > 40 ? `${text.slice(0, 39)}…` : text}"`;
}

function ofType(expected: string, found: unknown): LocalisedText {
  const type = TYPES[expected] ?? { ko: expected, en: expected };
  if (found === undefined || found === null) return { ko: `값이 없습니다 (${type.ko} 필요)`, en: `missing; expected ${type.en}` };
  return { ko: `${type.ko}이어야 하는데 ${shown(found)}입니다`, en: `expected ${type.en}, found ${shown(found)}` };
}

function ofSize(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): LocalisedText {
  const [limit, ko, en] =
    issue.code === 'too_big' ? [issue.maximum, '최대', 'expected at most'] : [issue.minimum, '최소', 'expected at least'];
  const unit: LocalisedText =
    issue.origin === 'string'
      ? { ko: '자', en: ' characters' }
      : issue.origin === 'array'
        ? { ko: '개', en: ' entries' }
        : { ko: '', en: '' };
  return { ko: `${ko} ${limit}${unit.ko}이어야 합니다`, en: `${en} ${limit}${unit.en}` };
}

/** Says in both languages what a zod issue expected. `found` is the value at its path. */
export function expectation(issue: z.core.$ZodIssue, found: unknown, rules: Rules): LocalisedText {
  const rule = rules[issue.message];
  if (rule !== undefined && found !== undefined && found !== null) {
    return { ko: `${rule.ko} (${shown(found)})`, en: `${rule.en}, found ${shown(found)}` };
  }
  if (rule !== undefined) return { ko: `값이 없습니다. ${rule.ko}`, en: `missing; ${rule.en}` };
  if (issue.code === 'invalid_type') return ofType(issue.expected, found);
  if (issue.code === 'too_big' || issue.code === 'too_small') return ofSize(issue);
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    if (found === undefined) return { ko: `값이 없습니다 (다음 중 하나: ${values})`, en: `missing; expected one of ${values}` };
    return { ko: `다음 중 하나여야 합니다: ${values} (${shown(found)})`, en: `expected one of ${values}, found ${shown(found)}` };
  }
  return { ko: issue.message, en: issue.message };
}
