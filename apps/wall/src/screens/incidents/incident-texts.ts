import { INCIDENT_WORDS, type Language } from '@tillwatch/wording';
import type { ChartMeasure } from './chart-view.js';

/** Everything an incident's page says beside the sentences of incidents. */
export interface IncidentTexts {
  readonly list: string;
  readonly title: string;
  readonly facts: Readonly<Record<'start' | 'end' | 'cause' | 'impact' | 'maintenance' | 'snoozed', string>>;
  readonly peak: (rate: string) => string;
  readonly until: (clock: string) => string;
  readonly blind: string;
  readonly summary: Readonly<Record<ChartMeasure, (now: string, usual: string, counts: string) => string>>;
  readonly evidence: string;
  readonly asTable: string;
  readonly asChart: string;
  readonly pick: string;
  readonly loadingChart: string;
  readonly began: string;
  readonly taken: string;
  readonly minute: Readonly<Record<'time' | 'rate' | 'counts' | 'usual' | 'came' | 'expected' | 'ofUsual', string>>;
  readonly why: string;
  readonly counted: (from: string, until: string) => string;
  readonly compare: Readonly<Record<'what' | 'now' | 'usual' | 'counts' | 'state', string>>;
  readonly states: Readonly<Record<'normal' | 'raised' | 'few', string>>;
  readonly share: (extra: string, traffic: string) => string;
  readonly quiet: string;
  readonly errors: string;
  readonly code: string;
  readonly affected: string;
  readonly money: string;
  readonly moreMerchants: (count: string) => string;
  readonly similar: string;
  readonly notified: string;
  readonly notTold: string;
  readonly timeline: string;
  readonly machine: string;
  readonly person: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  readonly notFound: string;
  readonly notFoundHelp: string;
  readonly toList: string;
  readonly toLive: string;
  readonly forbidden: string;
  readonly forbiddenHelp: string;
}

const ko: IncidentTexts = {
  list: '장애 목록',
  title: '장애',
  facts: { start: '시작', end: '끝', cause: '추정 원인', impact: '영향', maintenance: '점검 시간', snoozed: '다시 알림' },
  peak: (rate) => `최고 ${rate}`,
  until: (clock) => `${clock}까지`,
  blind: INCIDENT_WORDS.blind.ko,
  summary: { share: (now, usual) => `최근 실패율: 지금 ${now}, ${usual}`, came: (_, __, counts) => `최근 결제 시도: ${counts}` },
  evidence: '근거',
  asTable: '표로 보기',
  asChart: '그래프로 보기',
  pick: '그래프를 누르면 해당 시각의 건수가 보입니다.',
  loadingChart: '그래프를 불러오는 중…',
  began: '시작',
  taken: '확인',
  minute: { time: '시각', rate: '실패율', counts: '건수', usual: '평소 범위', came: '실제', expected: '예상', ofUsual: '예상 대비' },
  why: '이렇게 판단한 이유',
  counted: (from, until) => `모든 건수는 ${from}~${until} 기준`,
  compare: { what: '비교', now: '지금', usual: '평소', counts: '건수', state: '판단' },
  states: { normal: '평소와 같음', raised: '함께 오름', few: '표본 적음' },
  share: (extra, traffic) => `늘어난 실패의 ${extra}가 이 조건에 있습니다. 이 조건의 시도는 전체의 ${traffic}입니다.`,
  quiet: '알림을 보내는 조건이 아니라 화면에만 보입니다.',
  errors: '오류',
  code: '오류 코드',
  affected: '영향 가맹점',
  money: '영향 금액 추정',
  moreMerchants: (count) => `외 ${count}곳`,
  similar: '비슷한 장애',
  notified: '알림',
  notTold: '알리지 않음',
  timeline: '경과',
  machine: '감시',
  person: '사람',
  loading: '자세한 내용을 불러오는 중…',
  failed: '자세한 내용을 불러오지 못했습니다. 데이터는 안전합니다.',
  retry: '다시 시도',
  notFound: '그런 장애가 없습니다',
  notFoundHelp: '주소가 잘렸거나 보관 기간이 지났습니다.',
  toList: '장애 목록 보기',
  toLive: '실시간 화면으로',
  forbidden: '이 장애를 볼 권한이 없습니다',
  forbiddenHelp: '장애 상세 페이지입니다. 관리자에게 링크를 새로 받으세요.',
};

const en: IncidentTexts = {
  list: 'Incidents',
  title: 'Incident',
  facts: { start: 'Since', end: 'Ended', cause: 'Likely cause', impact: 'Impact', maintenance: 'Maintenance', snoozed: 'Snoozed' },
  peak: (rate) => `peak ${rate}`,
  until: (clock) => `until ${clock}`,
  blind: INCIDENT_WORDS.blind.en,
  summary: { share: (now, usual) => `Failure rate lately: now ${now}, ${usual}`, came: (_, __, counts) => `Attempts lately: ${counts}` },
  evidence: 'Evidence',
  asTable: 'As a table',
  asChart: 'As a chart',
  pick: 'Tap the chart to read a minute.',
  loadingChart: 'Loading the chart…',
  began: 'start',
  taken: 'acknowledged',
  minute: {
    ...{ time: 'Time', rate: 'Failure rate', counts: 'Counts', usual: 'Usual range' },
    ...{ came: 'Came', expected: 'Expected', ofUsual: 'Of expected' },
  },
  why: 'Why we think so',
  counted: (from, until) => `All counted from ${from} to ${until}`,
  compare: { what: 'Compared', now: 'Now', usual: 'Usual', counts: 'Counts', state: 'Verdict' },
  states: { normal: 'as usual', raised: 'raised too', few: 'small sample' },
  share: (extra, traffic) => `${extra} of the extra failures are in this slice, which has ${traffic} of the attempts.`,
  quiet: 'This slice is shown on screens and pages nobody.',
  errors: 'Errors',
  code: 'Error code',
  affected: 'Affected merchants',
  money: 'Money at risk, estimated',
  moreMerchants: (count) => `and ${count} more`,
  similar: 'Similar incidents',
  notified: 'Notifications',
  notTold: 'Not told',
  timeline: 'Timeline',
  machine: 'Monitor',
  person: 'Person',
  loading: 'Loading the details…',
  failed: 'Could not load the details. Your data is safe.',
  retry: 'Retry',
  notFound: 'There is no such incident',
  notFoundHelp: 'The address was cut off, or it is past the retention.',
  toList: 'See all incidents',
  toLive: 'To the live page',
  forbidden: 'You do not have access to this incident',
  forbiddenHelp: 'This is an incident page. Ask an administrator for a new link.',
};

/** By language. */
export const INCIDENT_TEXTS: Readonly<Record<Language, IncidentTexts>> = { ko, en };
