import type { RunningUnit } from '../../address/moment.js';
import type { Language } from '@tillwatch/wording';

/** What a page says of the period in its address. */
export interface MomentTexts {
  readonly frozen: (period: string) => string;
  readonly last: (count: number, unit: RunningUnit) => string;
  readonly toNow: string;
  readonly future: (text: string) => string;
  readonly unreadable: (text: string) => string;
  readonly form: string;
  /** Of a page that knows the present only. */
  readonly onlyNow: string;
  /** Of a slice: what of the past is not kept. */
  readonly notKept: string;
  readonly stats: string;
  readonly incidents: string;
}

const UNITS: Readonly<Record<RunningUnit, string>> = { m: 'min', h: 'hour', d: 'day' };

/** By language. */
export const MOMENT_TEXTS: Readonly<Record<Language, MomentTexts>> = {
  ko: {
    frozen: (period) => `고정된 기간 · ${period}`,
    last: (count, unit) => `최근 ${String(count)}${{ m: '분', h: '시간', d: '일' }[unit]}`,
    toNow: '지금 보기',
    future: (text) => `아직 오지 않은 기간입니다: ${text}`,
    unreadable: (text) => `주소의 기간을 읽을 수 없습니다: ${text}`,
    form: '기간은 t=now-60m..now 또는 t=2026-11-22T13:30:00+09:00..2026-11-22T14:30:00+09:00처럼 적습니다.',
    onlyNow: '이 화면은 지금만 보여 줍니다. 그때의 모습은 남아 있지 않습니다. 아래는 지금의 수치입니다.',
    notKept: '이 기간의 건수만 남아 있습니다. 그때의 판단 근거, 평소 범위, 오류, 실패한 시도는 보여 드릴 수 없습니다.',
    stats: '이 기간의 통계 보기',
    incidents: '이 기간의 장애 보기',
  },
  en: {
    frozen: (period) => `Pinned period · ${period}`,
    last: (count, unit) => `Last ${count === 1 ? '' : `${String(count)} `}${UNITS[unit]}${count === 1 || unit === 'm' ? '' : 's'}`,
    toNow: 'Show now',
    future: (text) => `This period has not come yet: ${text}`,
    unreadable: (text) => `The period in the address cannot be read: ${text}`,
    form: 'A period is written like t=now-60m..now or t=2026-11-22T13:30:00+09:00..2026-11-22T14:30:00+09:00.',
    onlyNow: 'This page shows the present only; how it looked then is not kept. The numbers below are of now.',
    notKept: 'Of this period the counts are kept. Why it did or did not fire then, its usual range, errors and failed attempts are not.',
    stats: 'Statistics of this period',
    incidents: 'Incidents of this period',
  },
};
