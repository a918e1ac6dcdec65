import type { Language } from '@tillwatch/wording';

/** Everything the list of incidents says. */
export interface ListTexts {
  readonly title: string;
  readonly filters: Readonly<Record<'status' | 'severity' | 'period', string>>;
  readonly any: string;
  readonly status: Readonly<Record<'open' | 'resolved', string>>;
  readonly severity: Readonly<Record<'critical' | 'warning', string>>;
  readonly periods: Readonly<Record<'1d' | '7d' | '30d', string>>;
  readonly empty: string;
  readonly emptyFiltered: string;
  readonly clear: string;
  readonly unknown: (filter: string, value: string) => string;
  readonly lastCheck: (clock: string) => string;
  readonly open: string;
  readonly past: string;
  readonly older: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly forbidden: string;
  readonly keys: string;
  readonly keyHelp: readonly (readonly [string, string])[];
  readonly close: string;
}

const ko: ListTexts = {
  title: '장애',
  filters: { status: '상태', severity: '심각도', period: '기간' },
  any: '전체',
  status: { open: '진행 중', resolved: '해결됨' },
  severity: { critical: '심각', warning: '주의' },
  periods: { '1d': '최근 24시간', '7d': '최근 7일', '30d': '최근 30일' },
  empty: '최근 24시간 동안 장애가 없었습니다.',
  emptyFiltered: '조건에 맞는 장애가 없습니다.',
  clear: '필터 지우기',
  unknown: (filter, value) => `알 수 없는 필터: ${filter} ${value}`,
  lastCheck: (clock) => `마지막 점검 ${clock}`,
  open: '진행 중',
  past: '지난 장애',
  older: '더 오래된 장애',
  loading: '장애 목록을 불러오는 중…',
  failed: '목록을 불러오지 못했습니다. 데이터는 안전합니다.',
  retry: '다시 시도',
  forbidden: '장애 목록을 볼 권한이 없습니다. 관리자에게 링크를 새로 받으세요.',
  keys: '단축키',
  keyHelp: [
    ['j k', '다음, 이전 장애'],
    ['Enter', '열기'],
    ['a', '확인'],
    ['s', '다시 알림'],
    ['r', '해결'],
    ['n', '메모'],
    ['?', '단축키 보기'],
  ],
  close: '닫기',
};

const en: ListTexts = {
  title: 'Incidents',
  filters: { status: 'Status', severity: 'Severity', period: 'Period' },
  any: 'All',
  status: { open: 'Open', resolved: 'Resolved' },
  severity: { critical: 'Critical', warning: 'Warning' },
  periods: { '1d': 'Last 24 h', '7d': 'Last 7 days', '30d': 'Last 30 days' },
  empty: 'No incidents in the last 24 h.',
  emptyFiltered: 'No incidents match.',
  clear: 'Clear the filter',
  unknown: (filter, value) => `Unknown filter: ${filter} ${value}`,
  lastCheck: (clock) => `Last check ${clock}`,
  open: 'Open',
  past: 'Past',
  older: 'Older incidents',
  loading: 'Loading the incidents…',
  failed: 'Could not load the list. Your data is safe.',
  retry: 'Retry',
  forbidden: 'You do not have access to the incidents. Ask an administrator for a new link.',
  keys: 'Keyboard shortcuts',
  keyHelp: [
    ['j k', 'next, previous incident'],
    ['Enter', 'open'],
    ['a', 'acknowledge'],
    ['s', 'snooze'],
    ['r', 'resolve'],
    ['n', 'note'],
    ['?', 'this list'],
  ],
  close: 'Close',
};

/** By language. */
export const LIST_TEXTS: Readonly<Record<Language, ListTexts>> = { ko, en };
